// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import Kit

/// What makes the console an app of its own on a tablet: its manifest, its icons, its worker.
enum StoreApp {
    /// The worker is served under the console's own path, so that it reaches nothing else. It begins with the edition
    /// of the assets: with new ones it is another text, and takes the place of the old.
    static var worker: Site.Answered {
        let text = "const EDITION = \"\(Asset.edition)\";\n\(Asset.named("store-worker.js").text)"
        return .file(mediaType: "text/javascript; charset=utf-8", bytes: Array(text.utf8))
    }

    /// Lists the icons of an app for its manifest: one drawing, as lines and as pixels for systems that take no lines. It
    /// keeps what it shows within the middle circle, so that it may be cut to any shape. Source: W3C Web Application
    /// Manifest, "icon masks and safe zone".
    static func icons(_ name: String) -> JSON {
        let pixels: [(Int, String)] = [(192, "any"), (512, "any"), (512, "maskable")]
        return .array(
            [icon("\(name).svg", "image/svg+xml", "any", "any maskable")]
                + pixels.map { icon("\(name)-\($0.0).png", "image/png", "\($0.0)x\($0.0)", $0.1) })
    }

    private static func icon(_ name: String, _ type: String, _ sizes: String, _ purpose: String) -> JSON {
        [
            "src": .string(Asset.named(name).url), "type": .string(type), "sizes": .string(sizes),
            "purpose": .string(purpose),
        ]
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
            "icons": StoreApp.icons(Face.store.icon),
        ]
        return .file(mediaType: "application/manifest+json", bytes: Array(manifest.text.utf8))
    }
}
