// SPDX-License-Identifier: Apache-2.0
import Kit
import Testing

@Suite("JSON is read strictly and written exactly")
struct JSONTests {
    @Test("Every kind of value is read")
    func values() throws {
        let value = try JSON(parsing: #" {"a":[1,-2.5,1e3,0],"b":null,"c":{"d":true,"e":false},"f":""} "#)
        #expect(value["a"] == [1, -2.5, .double(1000), 0])
        #expect(value["b"]?.isNull == true)
        #expect(value["c"]?["d"]?.bool == true)
        #expect(value["f"]?.string == "")
        #expect(value.object?.keys == ["a", "b", "c", "f"])
        #expect(value["a"]?[1]?.double == -2.5)
        #expect(value["a"]?[9] == nil)
    }

    @Test("Escapes and surrogate pairs become characters")
    func escapes() throws {
        let text = #""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00 髙﨑 é""#
        #expect(try JSON(parsing: text).string == "\"\\/\u{8}\u{C}\n\r\té😀 髙﨑 é")
    }

    @Test("Whole numbers stay exact as long as they fit")
    func numbers() throws {
        #expect(try JSON(parsing: "9223372036854775807").int == Int.max)
        #expect(try JSON(parsing: "-9223372036854775808").int == Int.min)
        #expect(try JSON(parsing: "9223372036854775808") == .double(9223372036854775808))
        #expect(try JSON(parsing: "1.0").int == 1)
        #expect(try JSON(parsing: "1e3").int == 1000)
        #expect(try JSON(parsing: "1.5").int == nil)
        #expect(try JSON(parsing: "1e300").int == nil)
        #expect(try JSON(parsing: "1e-400").double == 0)
    }

    @Test(
        "What is no strict JSON is refused with the place of the fault",
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("tru", .unexpectedEnd, 3),
            ("nul!", .unexpectedByte, 3),
            ("{", .unexpectedEnd, 1), ("[1,]", .unexpectedByte, 3), ("[1 2]", .unexpectedByte, 3),
            (#"{"a":1,}"#, .unexpectedByte, 7), (#"{"a" 1}"#, .unexpectedByte, 5), ("{1:2}", .unexpectedByte, 1),
            ("01", .trailingBytes, 1), ("1 2", .trailingBytes, 2), ("+1", .unexpectedByte, 0),
            ("1.", .unexpectedEnd, 2),
            (".5", .unexpectedByte, 0), ("1e", .unexpectedEnd, 2), ("-", .unexpectedEnd, 1),
            ("NaN", .unexpectedByte, 0),
            ("Infinity", .unexpectedByte, 0), ("[1e400]", .numberOutOfRange, 1), ("-1e999", .numberOutOfRange, 0),
            (#"{"a":1,"b":2,"a":3}"#, .duplicateKey, 13), (#"{"a":1,"\u0061":2}"#, .duplicateKey, 7),
            (#""\ud800""#, .loneSurrogate, 1), (#""\ud800x""#, .loneSurrogate, 1), (#""\udc00""#, .loneSurrogate, 1),
            (#""\ud800\u0041""#, .loneSurrogate, 1), (#""\u0000""#, .nul, 1), (#""\x""#, .invalidEscape, 1),
            (#""\u12g4""#, .invalidEscape, 5), ("\"a\u{0}\"", .nul, 2), ("\"a\nb\"", .controlCharacter, 2),
            (#""abc"#, .unexpectedEnd, 4), ("\u{FEFF}1", .unexpectedByte, 0), ("'a'", .unexpectedByte, 0),
        ] as [(String, JSON.Failure.Reason, Int)])
    func refused(text: String, reason: JSON.Failure.Reason, offset: Int) {
        #expect(throws: JSON.Failure(reason: reason, offset: offset)) { try JSON(parsing: text) }
    }

    @Test(
        "Bytes that are not UTF-8 are refused", arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE3, 0x81]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSON.Failure(reason: .invalidUTF8, offset: 1)) { try JSON(parsing: [0x22] + bytes + [0x22]) }
        #expect(throws: JSON.Failure(reason: .invalidUTF8, offset: 1)) {
            try JSON(parsing: [0x22] + bytes + Array(#"\n""#.utf8))
        }
    }

    @Test("Nesting ends at its limit, however deep the text goes")
    func depth() throws {
        let allowed = String(repeating: "[", count: Limits.jsonDepth) + String(repeating: "]", count: Limits.jsonDepth)
        _ = try JSON(parsing: allowed)
        #expect(throws: JSON.Failure(reason: .tooDeep, offset: Limits.jsonDepth)) {
            try JSON(parsing: String(repeating: "[", count: 100_000))
        }
    }

    @Test("A long object is searched for duplicates in time that grows with its length")
    func longObject() throws {
        let members = (0..<20_000).map { "\"k\($0)\":\($0)" }
        #expect(try JSON(parsing: "{\(members.joined(separator: ","))}").object?.count == 20_000)
        #expect(throws: JSON.Failure.self) { try JSON(parsing: "{\(members.joined(separator: ",")),\"k7\":1}") }
    }

    @Test("What is written is read back as the same value")
    func roundTrip() throws {
        let value: JSON = [
            "text": "a\"b\\c\n\u{1}\u{1F}/é髙😀\u{2028}", "min": .int(.min), "max": .int(.max), "half": 0.5, "big": 1e300,
            "tiny": 5e-300, "none": nil, "list": [true, false, [], [:]], "": "empty name",
        ]
        #expect(try JSON(parsing: value.text) == value)
        #expect(JSON.string("a\u{1}\"").text == #""a\u0001\"""#)
        #expect(JSON.double(.infinity).text == "null")
    }

    @Test("Random bytes are read or refused, never worse")
    func randomBytes() {
        var random = SeededRandom(seed: 7)
        let alphabet = Array(#"{}[]",:\u0dDeE+-.1289 tfn"#.utf8) + [0xC3, 0xA9, 0x00, 0x0A]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                alphabet[Int.random(in: alphabet.indices, using: &random)]
            }
            guard let value = try? JSON(parsing: bytes) else { continue }  // A refusal is one of the two right answers.
            #expect((try? JSON(parsing: value.text)) == value)
        }
    }

    @Test("Members keep their order, and equality does not ask for it")
    func objects() {
        var object: JSON.Object = ["b": 1, "a": 2]
        object["c"] = 3
        object["b"] = nil
        #expect(object.keys == ["a", "c"])
        #expect(object == ["c": 3, "a": 2])
        #expect(object != ["c": 3])
    }
}

@Suite("JSON in its one form")
struct CanonicalJSONTests {
    @Test(
        "Order of members, white space and the spelling of numbers and texts do not count; values and the order of elements do"
    )
    func oneForm() throws {
        func form(_ text: String) throws -> String { try JSON(parsing: text).canonical.text }
        let one = try form(#"{"b":[1,{"d":2,"c":-0.0}],"a":"é"}"#)
        #expect(one == #"{"a":"é","b":[1,{"c":0,"d":2}]}"#)
        #expect(try form(#" { "a" : "\u00e9", "b":[1.0,{"c":0e3,"d":20e-1}] } "#) == one)
        for other in [
            #"{"a":"é","b":[{"c":0,"d":2},1]}"#, #"{"a":"é","b":[1.5,{"c":0,"d":2}]}"#,
            #"{"a":"e","b":[1,{"c":0,"d":2}]}"#,
            #"{"a":"é","b":[1,{"c":null,"d":2}]}"#, #"{"a":"é","b":["1",{"c":0,"d":2}]}"#,
        ] { #expect(try form(other) != one) }
        // Beyond 2^53 a number is not rounded to its neighbour.
        #expect(try form("9007199254740993") != form("9007199254740992"))
    }
}
