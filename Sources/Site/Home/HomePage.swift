// SPDX-License-Identifier: Apache-2.0
import Customers

/// The first page: what this is, and where to click.
extension Site {
    @Sendable func home(_ asked: Asked) async throws -> Answered {
        let view = HomeView(
            brand: brand, hasShop: shop != nil, samples: try await samples(), visitor: asked.visitor)
        return .page(title: asked.visitor.words.homeTitle, body: view.html)
    }
}

package struct HomeView: Sendable {
    let brand: Brand
    let hasShop: Bool
    let samples: [Site.Sample]
    let visitor: Visitor

    private var words: any Wording { visitor.words }

    package var html: HTML {
        """
        <section class="cover">
        <h1>\(words.homeTitle)</h1>
        <p>\(words.homeLead)</p>
        \(way)
        </section>
        <section class="card" aria-labelledby="how">
        <h2 id="how">\(words.homeHow)</h2>
        <ol class="how">
        \(words.homeSteps.map { "<li><h3>\($0.title)</h3><p>\($0.text)</p></li>\n" as HTML })</ol>
        </section>
        \(sampleLinks)
        \(staffLinks)
        <section class="card" aria-labelledby="api">
        <h2 id="api">\(words.homeAPI)</h2>
        <p>\(words.homeAPIText)</p>
        <p class="after"><a class="button button--plain" href="\(Paths.document.url)">\(Paths.document.url)</a></p>
        </section>
        """
    }

    /// Leads into the shop, with a few of its drawings.
    private var way: HTML? {
        guard hasShop else { return nil }
        return """
            <p class="cover-art">\([Aisle.kitchen, .tableware, .umbrellas, .gifts].map { Picture(url: $0.image.url).html })</p>
            <p>\(words.homeShopText)</p>
            <p><a class="button button--main" href="\(visitor.link(.shop))">\(words.homeShop)</a></p>
            """
    }

    /// Leads the people of a store to their work; on the pages of a demonstration.
    private var staffLinks: HTML? {
        guard hasShop else { return nil }
        return """
            <section class="card" aria-labelledby="staff">
            <h2 id="staff">\(visitor.console.forStaff)</h2>
            <ul class="rows"><li><a href="\(visitor.link(StorePaths.stores))"><span>\(visitor.console.name)</span>\
            \(Icons.arrow)</a></li></ul>
            </section>
            """
    }

    private var sampleLinks: HTML? {
        guard !samples.isEmpty else { return nil }
        return """
            <section class="card" aria-labelledby="samples">
            <h2 id="samples">\(words.homeLinks)</h2>
            <p>\(words.homeLinksText)</p>
            <ul class="rows">
            \(samples.map { sample in
                """
                <li><a href="\(visitor.link(.status(token: sample.token)))"><span>\(sample.title[visitor.language])</span>\
                \(Icons.arrow)</a></li>

                """ as HTML
            })</ul>
            </section>
            """
    }
}
