// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test("Of any bytes the text is Foundation's without padding, and reads back to them")
    func roundTrip() {
        var random = SeededRandom(seed: 64)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let text = Base64.standard.text(bytes)
            let expected = String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
            #expect(text == expected)
            #expect(Base64.standard.bytes(text) == bytes)
            let url = Base64.url.text(bytes)
            #expect(url == String(expected.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
            #expect(Base64.url.bytes(url) == bytes)
        }
    }

    @Test(
        "One value has one text",
        arguments: ["QQ==", "QR", "Q", "Q Q", "QQ\n", "Q+", "Q/8", "あ", "QUFBQ"])
    func strict(text: String) { #expect(Base64.url.bytes(text) == nil) }
}
