// SPDX-License-Identifier: Apache-2.0

/// Draws the few signs of the pages as line art of 24 × 24 in the colour of the text; none of them is ever alone with
/// its meaning, so readers of the screen pass over them.
enum Icons {
    static let brand = icon(
        """
        <path d="M9 21V9.5a3 3 0 0 1 6 0V21"/><path d="M7 21h10M9 14h6M12 6.5V4"/><path d="M5 5.5 3 4.6M5 9l-2 .6M19 \
        5.5l2-.9M19 9l2 .6"/>
        """)
    static let phone = icon(
        """
        <path d="M6.5 3.5h3l1.5 4-2 1.6a12 12 0 0 0 5.9 5.9l1.6-2 4 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 \
        5.700a2 2 0 0 1 2-2.200z"/>
        """)
    static let pin = icon(
        """
        <path d="M12 21s6.500-6.200 6.500-11a6.500 6.500 0 1 0-13 0c0 4.800 6.500 11 6.500 11z"/><circle cx="12" cy="10" r="2.300"/>
        """)
    static let clock = icon("<circle cx=\"12\" cy=\"12\" r=\"8.500\"/><path d=\"M12 7.500V12l3 2\"/>")
    static let check = icon("<path d=\"m5 12.500 4.500 4.500L19 7.500\"/>")
    static let wait = icon(
        """
        <path d="M7 3.500h10M7 20.500h10M8 3.500v3.200c0 2.400 4 3.600 4 5.300s-4 2.900-4 5.300v3.200M16 3.500v3.200c0 2.400-4 3.600-4 \
        5.300s4 2.900 4 5.300v3.200"/>
        """)
    static let parcel = icon(
        """
        <path d="M4 8.500 12 4l8 4.500v7.500L12 20.500 4 16z"/><path d="m4 8.500 8 4.500 8-4.500M12 13v7.500"/>
        """)
    static let truck = icon(
        """
        <path d="M3 6.500h11v10H3zM14 10h4l3 3.500v3h-7z"/><circle cx="7.500" cy="17.500" r="1.800"/>\
        <circle cx="17.500" cy="17.500" r="1.800"/>
        """)
    static let cross = icon("<path d=\"m6.500 6.500 11 11M17.500 6.500l-11 11\"/>")
    static let search = icon("<circle cx=\"11\" cy=\"11\" r=\"6.500\"/><path d=\"m16 16 4.500 4.500\"/>")
    static let arrow = icon("<path d=\"m9.500 5.500 6.500 6.500-6.500 6.500\"/>")

    private static func icon(_ lines: String) -> HTML {
        HTML(
            trusted: """
                <svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" \
                stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">\(lines)</svg>
                """)
    }
}
