// SPDX-License-Identifier: Apache-2.0
import CQR

/// Is the square of dark and light modules that a scanner reads (ISO/IEC 18004), made by libqrencode.
struct QRCode: Sendable, Equatable {
    /// Modules of one side.
    let side: Int
    /// Row by row; true is dark.
    let modules: [Bool]

    /// The margin that scanners need around a code, in modules.
    static let quietZone = 4

    /// Makes the code of a text, so that it is read with a seventh of it damaged; nil for a text that fits into none.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        guard let data = code.pointee.data else { return nil }
        let width = Int(code.pointee.width)
        side = width
        modules = (0..<width * width).map { data[$0] & 1 == 1 }
    }

    /// Draws the code dark on light, whatever the page's colours: each row's dark runs as lines of one path.
    ///
    /// - Parameter label: what it is, for those who cannot see it.
    func svg(label: String) -> HTML {
        let size = side + 2 * QRCode.quietZone
        return """
            <svg class="qr" viewBox="0 0 \(size) \(size)" role="img" aria-label="\(label)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(size)v\(size)H0z"/><path stroke="#000" d="\(path)"/></svg>
            """
    }

    /// The dark runs as strokes of width 1: "M4 4.5h7m2 0h1…".
    var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            var end: Int?
            while column < side {
                guard modules[row * side + column] else {
                    column += 1
                    continue
                }
                var run = 1
                while column + run < side, modules[row * side + column + run] { run += 1 }
                let start = column + QRCode.quietZone
                path += end.map { "m\(start - $0) 0" } ?? "M\(start) \(row + QRCode.quietZone).5"
                path += "h\(run)"
                column += run
                end = start + run
            }
        }
        return path
    }
}
