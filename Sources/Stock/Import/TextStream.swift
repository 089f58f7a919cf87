// SPDX-License-Identifier: Apache-2.0

/// Gives a source's text as UTF-8, chunk by chunk, without byte order mark.
final class TextStream {
    let encoding: TextEncoding
    let totalBytes: Int
    /// Bytes of the source read so far.
    private(set) var bytesRead = 0
    private let stream: any ByteStream
    private let decoder: TextDecoder?
    private var isFirst = true
    private var hasEnded = false

    /// Finds the encoding by reading the source once, and opens it anew.
    init(_ source: ImportSource) throws(ImportFault) {
        encoding = try TextEncoding.detect(source.open())
        stream = try source.open()
        totalBytes = stream.totalBytes
        guard encoding != .utf8, encoding != .utf8WithMark else {
            decoder = nil
            return
        }
        guard let decoder = TextDecoder(encoding) else { throw ImportFault(line: 0, .undecodable) }
        self.decoder = decoder
    }

    /// Reads the next text, none at the end.
    func read() throws(ImportFault) -> [UInt8] {
        while !hasEnded {
            var chunk = try stream.read()
            bytesRead += chunk.count
            hasEnded = chunk.isEmpty
            if isFirst, chunk.starts(with: encoding.mark) { chunk.removeFirst(encoding.mark.count) }
            isFirst = false
            let text = decoder?.decode(chunk) ?? chunk
            // Half a character at the end of a chunk gives no text yet.
            if !text.isEmpty { return text }
        }
        return []
    }
}
