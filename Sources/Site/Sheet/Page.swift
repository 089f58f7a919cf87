// SPDX-License-Identifier: Apache-2.0
import Access
import Customers

/// Is the sheet that every page is printed on: head, masthead, body, foot. No script and no style inline, so the
/// strictest content security policy holds.
package struct Page: Sendable {
    let title: String
    let visitor: Visitor
    let brand: Brand
    /// Where the same page is shown in the other language.
    let here: String
    var fittings = Fittings()
    let body: HTML

    private var words: any Wording { visitor.words }

    package var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(visitor.language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="referrer" content="same-origin">
        <meta name="format-detection" content="telephone=no">
        <meta name="color-scheme" content="light dark">
        <title>\(title) | \(brand.name[visitor.language])</title>
        \(fittings.face.sheets.map { "<link rel=\"stylesheet\" href=\"\(Asset.named($0).url)\">\n" as HTML })\
        \(fittings.manifest.map { "<link rel=\"manifest\" href=\"\($0)\">\n" as HTML })\
        \(fittings.scripts.map { "<script type=\"module\" src=\"\(Asset.named($0).url)\"></script>\n" as HTML })\
        <link rel="icon" href="data:,">
        <link rel="apple-touch-icon" href="\(Asset.named("\(fittings.face.icon)-180.png").url)">
        </head>
        <body class="face-\(fittings.face.name)">
        <a class="skip" href="#main">\(words.skipToContent)</a>
        \(masthead)
        <main id="main"\(live)>
        \(body)
        </main>
        <footer class="foot">
        <p>\(words.footer(brand.name[visitor.language]))</p>
        </footer>
        \(fittings.scripts.isEmpty ? HTML.none : Piece.toasts(words))
        </body>
        </html>

        """
    }

    /// Where `live.js` listens and what it then reads.
    private var live: HTML? {
        fittings.live.map { " data-live=\"\($0.stream)\" data-page=\"\($0.page)\"" }
    }

    private var masthead: HTML {
        let other = visitor.other
        return """
            <header class="mast">
            <a class="brand" href="\(visitor.link(.home))">\(Icons.brand)<span>\(brand.name[visitor.language])</span></a>
            <nav aria-label="\(words.navigation)">
            \(fittings.ways.map(way))\(person)
            <a href="\(here)\(here.contains("?") ? "&" : "?")lang=\(other.language.rawValue)" \
            lang="\(other.language.rawValue)" hreflang="\(other.language.rawValue)">\(other.words.ownName)</a>
            </nav>
            </header>
            """
    }
}

extension Page {
    private func way(_ way: Fittings.Way) -> HTML {
        "<a href=\"\(way.url)\"\(flag: "aria-current=\"page\"", way.isHere)>\(way.title)\(way.count.map(count))</a>\n"
    }

    private func count(_ count: Fittings.Count) -> HTML {
        """
        <b class="count" data-part="count-\(count.name)" data-count="\(count.number)" data-newest="\(count.newest)"\
        \(flag: "hidden", count.number == 0)>\(count.number)</b>
        """
    }

    /// Says who is signed in, leads to their account, and lets them out.
    private var person: HTML? {
        fittings.person.map { person in
            """
            <form class="person" method="post" action="\(visitor.link(.signOut))"><a href="\(visitor.link(.account))">\(typed: person.name)</a>\
            <button class="button button--quiet">\(words.signOut)</button></form>

            """
        }
    }
}

/// Names whose site it is, in both languages.
package struct Brand: Sendable, Equatable {
    package struct Name: Sendable, Equatable {
        let ja: String
        let en: String

        subscript(language: Language) -> String { language == .ja ? ja : en }
    }

    let name: Name

    package init(ja: String, en: String) { name = Name(ja: ja, en: en) }

    /// The shop of the demo chain in `seeds/`.
    package static let demo = Brand(ja: "灯台と匙", en: "Todai to Saji")
}
