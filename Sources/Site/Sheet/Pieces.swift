// SPDX-License-Identifier: Apache-2.0

/// Draws what several faces use, each in one way. Their sheets are `Assets/style/3-parts.css` and `6-pieces.css`; the page
/// /styleguide shows them all.
enum Piece {
    /// Says what came of something: `status` for good news, `alert` for what needs the reader.
    static func notice(good: Bool, _ text: HTML) -> HTML {
        good
            ? "<div class=\"notice notice--good\" role=\"status\">\(Icons.check)<p>\(text)</p></div>"
            : "<div class=\"notice notice--bad\" role=\"alert\">\(Icons.cross)<p>\(text)</p></div>"
    }

    /// Names the colour of a tag.
    enum Tone: String, CaseIterable {
        case plain, ready, done, late
    }

    /// Marks a row or a card with a word.
    static func tag(_ word: String, _ tone: Tone = .plain, icon: HTML? = nil) -> HTML {
        "<span class=\"tag tag--\(tone.rawValue)\">\(icon)\(word)</span>"
    }

    /// Says that there is nothing, and what to do about it.
    static func empty(_ title: String, _ text: String) -> HTML {
        "<div class=\"empty\">\(Icons.parcel)<strong>\(title)</strong><p>\(text)</p></div>"
    }

    /// Is one column of a table; numbers stand at the right.
    struct Column {
        let title: String
        var isNumber = false
    }

    /// Draws a table in a frame of its own: a wide one scrolls in there, also by keyboard, and the page does not.
    static func table(_ caption: String, _ columns: [Column], _ rows: [[HTML]]) -> HTML {
        """
        <div class="table-frame" tabindex="0" role="region" aria-label="\(caption)"><table class="table">
        <thead><tr>\(columns.map { column in
            "<th scope=\"col\"\(flag: "class=\"number\"", column.isNumber)>\(column.title)</th>" as HTML
        })</tr></thead>
        <tbody>
        \(rows.map { row in
            "<tr>\(zip(columns, row).map { "<td\(flag: "class=\"number\"", $0.isNumber)>\($1)</td>" as HTML })</tr>\n" as HTML
        })</tbody></table></div>
        """
    }
}
