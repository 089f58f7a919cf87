// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@testable import Access

@Suite("Tokens and hashes")
struct TokenTests {
    private let effects = SetEffects(now: Instant(seconds: 1_800_000_000), seed: 7).effects

    @Test("The checksum is the CRC-32 of gzip")
    func crc() {
        #expect(CRC32.checksum("123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.checksum([]) == 0)
        #expect(Base62.text(of: .max) == "4gfFC3")
        #expect(Base62.text(of: 0) == "000000")
    }

    @Test("A key with any one character changed is told by its checksum")
    func checksum() throws {
        let text = APIKeyToken(effects).text
        let read = try #require(APIKeyToken(text))
        #expect(read.text == text)
        #expect(text.utf8.count == 10 + 12 + 1 + 26 + 1 + 6)
        for index in text.indices {
            for other in "A0z_é" where other != text[index] {
                var changed = text
                changed.replaceSubrange(index...index, with: String(other))
                #expect(Token(changed) == nil, "\(changed)")
            }
        }
        #expect(Token(text.dropLast()) == nil)
        #expect(Token(text + "0") == nil)
        #expect(Token(text.lowercased()) == nil)
    }

    @Test("A session's token has 256 bits and one spelling")
    func session() throws {
        let token = SessionToken(effects)
        #expect(SessionToken(token.text) == token)
        #expect(SessionToken(effects) != token)
        let whole = token.text
        for text in ["", "tori_sid_", String(whole.dropLast()), whole + "A", whole + "=", " " + whole] {
            #expect(Token(text) == nil)
        }
        #expect(Token(String(repeating: "A", count: 1_000_000)) == nil)
    }

    @Test("scrypt gives what RFC 7914 prints")
    func scrypt() throws {
        // RFC 7914 section 12, the vectors with a salt and the cost N = 1024, r = 8, p = 16 cut to 32 bytes.
        let hash = try PasswordHash(
            of: "password", salt: Array("NaCl".utf8), cost: PasswordHash.Cost(logN: 10, blockSize: 8, lanes: 16))
        let expected: [UInt8] = [
            0xfd, 0xba, 0xbe, 0x1c, 0x9d, 0x34, 0x72, 0x00, 0x78, 0x56, 0xe7, 0x19, 0x0d, 0x01, 0xe9, 0xfe,
            0x7c, 0x6a, 0xd7, 0xcb, 0xc8, 0x23, 0x78, 0x30, 0xe7, 0x73, 0x76, 0x63, 0x4b, 0x37, 0x31, 0x62,
        ]
        #expect(hash.hash == expected)
    }

    @Test("A hash is written as a PHC string and read back")
    func phc() throws {
        let hash = try PasswordHash(of: "correct horse", salt: Access.salt(effects), cost: .current)
        let text = hash.description
        #expect(text.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
        #expect(text.split(separator: "$").last?.contains("=") == false, "no padding")
        let read = try #require(PasswordHash(phc: text))
        #expect(read == hash)
        #expect(try read.matches("correct horse"))
        #expect(try read.matches("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ"), "in full width it is the same password")
        #expect(try !read.matches("correct horsf"))
        let (endless, other) = (text.replacing("ln=15", with: "ln=63"), text.replacing("scrypt", with: "bcrypt"))
        for bad in ["", "$", text + "$", "x" + text, endless, other] {
            #expect(PasswordHash(phc: bad) == nil)
        }
    }

    @Test("Secrets are compared whole")
    func constantTime() {
        #expect(isEqualInConstantTime([1, 2, 3], [1, 2, 3]))
        #expect(!isEqualInConstantTime([1, 2, 3], [1, 2, 4]))
        #expect(!isEqualInConstantTime([1, 2, 3], [1, 2]))
    }
}
