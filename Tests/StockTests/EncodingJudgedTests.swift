// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import Stock

@Suite("Encodings before a judge", .enabled(if: Judged.isThere))
struct EncodingJudgedTests {
    @Test("Short files as shops have them are read as Python's codecs read them")
    func encodings() throws {
        try Judged.judge("encodings") { fields in
            let bytes = Array(try #require(Data(base64Encoded: fields[0])))
            let stream = try TextStream(ImportSource(name: "judged.csv", bytes: bytes))
            var text: [UInt8] = []
            while case let chunk = try stream.read(), !chunk.isEmpty { text += chunk }
            if stream.encoding.rawValue != fields[1] { return stream.encoding.rawValue }
            let expected = Array(try #require(Data(base64Encoded: fields[2])))
            return text == expected ? nil : String(decoding: text, as: UTF8.self)
        }
    }
}
