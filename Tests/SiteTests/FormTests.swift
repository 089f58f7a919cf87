// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import Kit
import Testing

@testable import Site

@Suite("Forms")
struct FormTests {
    @Test("Fields are read as browsers write them")
    func fields() throws {
        let form = try #require(FormFields("name=%E9%AB%99%E6%A9%8B+%E8%8A%B1&a=1&a=2&flag&empty=&x=%26%3D%2B"))
        #expect(form["name"] == "髙橋 花" && form["a"] == "1" && form["x"] == "&=+")
        #expect(form.isOn("flag") && form.isOn("empty") && !form.isOn("none"))
        #expect(form["none"].isEmpty)
        #expect(try #require(FormFields("n=%E3%80%80+a%20b+%0D%0A")).trimmed("n") == "a b")
    }

    @Test("What cannot be read is refused", arguments: ["a=%", "a=%4", "a=%GG", "a=%FF", "a=%00", "%C0%80=1"])
    func unreadable(_ text: String) { #expect(FormFields(text) == nil) }

    @Test("A form has an end")
    func limits() {
        let fields = (0...Limits.formFields).map { "f\($0)=1" }.joined(separator: "&")
        #expect(FormFields(fields) == nil)
    }

    @Test("Percent-encoding comes back as it was", arguments: ["", "a b&c=d", "髙﨑👩‍👧", "/r/../%", "\u{202E}"])
    func coding(_ text: String) {
        let coded = PercentCoding.encode(text)
        #expect(coded.utf8.allSatisfy { $0 < 0x80 } && PercentCoding.decode(coded) == text)
    }

    private func faults(_ change: (inout ReserveInput) -> Void) -> Set<ReserveFault> {
        var input = ReserveInput(key: "k", store: "S001")
        input.name = "髙橋 花子"
        input.phone = "090-0000-1234"
        change(&input)
        switch input.read(.ja) {
        case .read: return []
        case .faults(let faults): return Set(faults)
        }
    }

    @Test("Everything that is wrong is told at once")
    func input() {
        #expect(faults { _ in }.isEmpty)
        #expect(faults { $0.quantity = "２０" }.isEmpty)
        #expect(faults { $0.phone = "０９０ー００００ー１２３４" }.isEmpty)
        #expect(faults { ($0.phone, $0.mail) = ("", "a@example.jp") }.isEmpty)
        for wrong in ["", "0", "21", "-1", "1.5", "１e3", "٣"] {
            #expect(faults { $0.quantity = wrong } == [.quantityOff])
        }
        #expect(faults { $0.name = "" } == [.nameMissing])
        #expect(faults { $0.name = "a\u{202E}b" } == [.nameUnreadable])
        #expect(faults { $0.name = String(repeating: "長", count: 201) } == [.nameUnreadable])
        #expect(faults { ($0.phone, $0.mail) = ("", "") } == [.contactMissing])
        #expect(faults { ($0.phone, $0.mail, $0.wantsCall) = ("", "a@example.jp", true) } == [.phoneForCall])
        #expect(faults { $0.note = String(repeating: "あ", count: 2_001) } == [.noteTooLong])
        #expect(
            faults { ($0.store, $0.quantity, $0.name, $0.phone, $0.mail) = ("?", "x", "", "x", "x") }
                == [.storeMissing, .quantityOff, .nameMissing, .phoneUnreadable, .mailUnreadable])
    }

    @Test("A fingerprint tells every wish from another")
    func fingerprint() {
        let sku = SKU(stored: "A")
        var input = ReserveInput(key: "k", store: "S001")
        let first = input.fingerprint(sku)
        #expect(input.fingerprint(sku) == first && input.fingerprint(SKU(stored: "B")) != first)
        (input.name, input.phone) = ("a", "")
        let second = input.fingerprint(sku)
        (input.name, input.phone) = ("", "a")
        #expect(input.fingerprint(sku) != second && second != first)
    }
}
