// SPDX-License-Identifier: Apache-2.0

/// Lays rows out in columns. The table scrolls within its frame, which the keyboard reaches, and never the page.
struct Table: Sendable {
    struct Column: Sendable {
        let title: String
        var isNumber = false

        init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    /// What it is called for those who do not see it.
    let title: String
    let columns: [Column]
    /// A cell for each column; the first names the row.
    let rows: [[HTML]]
    /// Says what to do when there is nothing.
    let empty: String

    var html: HTML {
        guard !rows.isEmpty else { return "<p class=\"empty\">\(empty)</p>" }
        return """
            <div class="frame" role="group" aria-label="\(title)" tabindex="0">
            <table class="sheet">
            <thead><tr>\(columns.map { column in
                "<th scope=\"col\"\(flag: "class=\"number\"", column.isNumber)>\(column.title)</th>" as HTML
            })</tr></thead>
            <tbody>
            \(rows.map(row))</tbody>
            </table>
            </div>
            """
    }

    private func row(_ cells: [HTML]) -> HTML {
        let laid = zip(columns, cells).enumerated().map { place, pair -> HTML in
            let (column, cell) = pair
            return place == 0
                ? "<th scope=\"row\"\(flag: "class=\"number\"", column.isNumber)>\(cell)</th>"
                : "<td\(flag: "class=\"number\"", column.isNumber)>\(cell)</td>"
        }
        return "<tr>\(laid)</tr>\n"
    }
}
