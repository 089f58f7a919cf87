// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import Kit

/// What makes the console an app of its own on a tablet: its manifest, its icon, its worker.
enum StoreApp {
    /// The worker is served under the console's own path, so that it reaches nothing else. It begins with the edition
    /// of the assets: with new ones it is another text, and takes the place of the old.
    static var worker: Site.Answered {
        let text = "const EDITION = \"\(Asset.edition)\";\n\(Asset.named("store-worker.js").text)"
        return .file(mediaType: "text/javascript; charset=utf-8", bytes: Array(text.utf8))
    }

    static var icon: Site.Answered {
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" \
            fill="#24406e"/><g transform="translate(106 106) scale(12.5)" fill="none" stroke="#fffdf8" \
            stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="M4 8.500 12 4l8 4.500v7.500L12 \
            20.500 4 16z"/><path d="m4 8.500 8 4.500 8-4.500M12 13v7.500"/></g></svg>
            """
        return .file(mediaType: "image/svg+xml", bytes: Array(text.utf8))
    }
}

extension Site {
    /// Describes the console to browsers that install it. Source: W3C Web Application Manifest.
    @Sendable func showStoreManifest(_ asked: Asked) async throws -> Answered {
        let console = asked.visitor.console
        let manifest: JSON = [
            "id": "/store", "name": .string("\(brand.name[asked.visitor.language]) \(console.name)"),
            "short_name": .string(console.name), "lang": .string(asked.visitor.language.rawValue),
            "start_url": .string(asked.visitor.link(StorePaths.stores)), "scope": "/store", "display": "standalone",
            "background_color": "#f5efe3", "theme_color": "#24406e",
            "icons": [
                [
                    "src": .string(StorePaths.icon.url), "sizes": "any", "type": "image/svg+xml",
                    "purpose": "any maskable",
                ]
            ],
        ]
        return .file(mediaType: "application/manifest+json", bytes: Array(manifest.text.utf8))
    }
}
