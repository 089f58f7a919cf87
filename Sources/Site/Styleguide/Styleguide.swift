// SPDX-License-Identifier: Apache-2.0
import Reservations

/// The page that shows every piece of the pages, for those who build them.
extension Site {
    @Sendable func showStyleguide(_ asked: Asked) async throws -> Answered {
        .page(
            title: asked.visitor.words.guideTitle, body: StyleguideView(visitor: asked.visitor).html,
            fittings: Fittings(face: .office, scripts: ["dialog.js", "toast.js"]))
    }
}

struct StyleguideView: Sendable {
    let visitor: Visitor

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <h1>\(words.guideTitle)</h1>
        <p>\(words.guideLead)</p>
        \(section("colours", words.guideColours, colours))
        \(section("type", words.guideType, type))
        \(section("badges", words.guideBadges, badges))
        \(section("buttons", words.guideButtons, buttons))
        \(section("notices", words.guideNotices, notices))
        \(section("dialog", words.guideDialog, dialog))
        \(section("toast", words.guideToast, toast))
        \(section("items", words.itemsTitle, items))
        \(section("timeline", words.timelineTitle, timeline))
        \(section("form", words.guideForm, form))
        \(section("table", words.guideTable, table))
        \(section("empty", words.guideEmpty, Piece.empty(words.guideEmptyTitle, words.guideEmptyText)))
        """
    }

    private func section(_ id: String, _ title: String, _ body: HTML) -> HTML {
        """
        <section class="card" aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2><div class="guide">\(body)</div></section>

        """
    }

    private var colours: HTML {
        let names = ["paper", "sheet", "shade", "ink", "soft", "ai", "shu", "midori"]
        return """
            <div class="swatches">\(names.map { name in
                "<div class=\"swatch swatch--\(name)\"><span></span><code>--\(name)</code></div>" as HTML
            })</div>
            """
    }

    private var type: HTML {
        """
        <p class="price">\(words.yen(12_800))</p>
        <h3>\(words.guideSample)</h3>
        <p>\(words.guideSample)</p>
        <p class="fine">\(words.guideSample)</p>
        <p class="code">7KQ2-M4XP</p>
        """
    }

    private var badges: HTML {
        """
        <div class="guide-row">\(CustomerStatus.allCases.map { status in
            Piece.tag(words.word(status), status.tone, icon: status.icon)
        })\(Piece.tag(words.guideLate, .late))</div>
        """
    }

    private var buttons: HTML {
        """
        <div class="guide-row">\(["main", "plain", "grave", "quiet"].map { kind in
            "<button type=\"button\" class=\"button button--\(kind)\">\(words.guideButton)</button>" as HTML
        })</div>
        """
    }

    private var notices: HTML {
        "\(Piece.notice(good: true, "\(words.guideGood)"))\(Piece.notice(good: false, "\(words.guideBad)"))"
    }

    private var dialog: HTML {
        let question = visitor.console.question(.cancel)
        return """
            <p>\(words.guideDialogText)</p>
            <button type="button" class="button button--plain" data-open="sample-dialog">\(words.guideDialogOpen)</button>
            \(Piece.dialog(
                id: "sample-dialog", title: question.title, text: question.text, yes: question.yes,
                no: visitor.console.askBack))
            """
    }

    private var toast: HTML {
        """
        <p>\(words.guideToastText)</p>
        <button type="button" class="button button--plain" data-say="\(words.guideGood)">\(words.guideToastOpen)</button>
        """
    }

    private var items: HTML {
        """
        <ul class="items"><li class="item">\(Picture(url: "").html)<div class="item-text">\
        <p class="item-name">\(words.guideItem)</p>\
        <p class="item-count">\(words.yen(4_950)) × \(words.quantity(2))</p></div>\
        <p class="item-price">\(words.yen(9_900))</p></li></ul>
        """
    }

    private var timeline: HTML {
        """
        <ol class="timeline"><li><p>\(words.word(.ready))</p><time>11/22 14:05</time></li>\
        <li><p>\(words.word(.checking))</p><time>11/22 13:05</time></li></ol>
        """
    }

    private var form: HTML {
        """
        <form method="get" action="\(Paths.styleguide.url)"><div class="field">\
        <label for="sample">\(words.guideField) <span class="mark mark--needed">\(words.required)</span></label>\
        <input id="sample" name="sample" aria-describedby="sample-fault" aria-invalid="true">\
        <p class="fault" id="sample-fault">\(words.guideFault)</p></div></form>
        """
    }

    private var table: HTML {
        Table(
            title: words.guideTable, columns: [.init(words.guideItem), .init(words.total, isNumber: true)],
            rows: [["\(words.guideItem)", "\(words.yen(9_900))"], ["\(words.guideItem)", "\(words.yen(128_000))"]],
            empty: words.guideEmptyText
        ).html
    }
}
