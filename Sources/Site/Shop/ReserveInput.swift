// SPDX-License-Identifier: Apache-2.0
import Crypto
import Customers
import Kit
import Reservations

/// Holds what a customer typed into the form, as it was typed: it is shown again when something is wrong with it.
struct ReserveInput: Sendable, Equatable {
    var store = ""
    var quantity = "1"
    var name = ""
    var phone = ""
    var mail = ""
    var note = ""
    var wantsCall = false
    /// The Idempotency-Key: sent twice, it reserves once.
    var key: String

    init(key: String, store: String = "") {
        self.key = key
        self.store = store
    }

    init(_ form: FormFields) {
        store = form["store"]
        quantity = form.trimmed("quantity")
        name = form.trimmed("name")
        phone = form.trimmed("phone")
        mail = form.trimmed("mail")
        note = form.trimmed("note")
        wantsCall = form.isOn("call")
        key = form["key"]
    }

    /// Holds a form that can be read.
    struct Read: Sendable {
        let store: LocationID
        let quantity: Int
        let customer: CustomerDraft
    }

    enum Outcome: Sendable {
        case read(Read)
        case faults([ReserveFault])
    }

    /// Reads the form: all of it, or everything that is wrong with it.
    func read(_ language: Language) -> Outcome {
        var faults: [ReserveFault] = []
        let location = LocationID(store)
        if location == nil { faults.append(.storeMissing) }
        let units = ReserveInput.number(quantity)
        if units == nil { faults.append(.quantityOff) }
        let person = PersonName(name)
        if person == nil { faults.append(name.isEmpty ? .nameMissing : .nameUnreadable) }
        let number = PhoneNumber(phone)
        if number == nil, !phone.isEmpty { faults.append(.phoneUnreadable) }
        let address = MailAddress(mail)
        if address == nil, !mail.isEmpty { faults.append(.mailUnreadable) }
        if phone.isEmpty, mail.isEmpty { faults.append(.contactMissing) }
        if wantsCall, phone.isEmpty, !mail.isEmpty { faults.append(.phoneForCall) }
        if note.unicodeScalars.count > Limits.noteCharacters { faults.append(.noteTooLong) }
        guard faults.isEmpty, let location, let units, let person else { return .faults(faults) }
        do throws(Refusal) {
            let customer = try CustomerDraft(name: person, phone: number, mail: address, language: language)
            return .read(Read(store: location, quantity: units, customer: customer))
        } catch {
            return .faults([.contactMissing])
        }
    }

    /// Reads a quantity, in full-width digits too.
    private static func number(_ text: String) -> Int? {
        let plain = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0xFF10...0xFF19).contains(scalar.value)
                        ? Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)) : scalar
                }))
        return Int(plain).flatMap { (1...Limits.shopUnits).contains($0) ? $0 : nil }
    }

    /// What is asked of the reservations.
    func request(_ sku: SKU, _ read: Read) -> ReservationRequest {
        ReservationRequest(
            location: read.store, kind: .reserve, customer: .given(read.customer),
            lines: [(sku: sku, quantity: read.quantity)], note: note, wantsContact: wantsCall)
    }

    /// Names who owns the key at a door where nobody is signed in: who gives this phone and this mail address there. So
    /// the keys of two customers never meet, and what is kept does not show who they are.
    func client(of door: String, _ customer: CustomerDraft) -> String {
        let who = "\(customer.phone?.e164 ?? "")\u{1F}\(customer.mail?.text ?? "")"
        let digest = SHA256.hash(data: Array("\(door)\u{1F}\(who)".utf8))
        return "\(door):\(Base64.url.text(digest.prefix(16)))"
    }

    /// Hashes all that was asked for, so that a key that comes with another wish is refused.
    func fingerprint(_ sku: SKU) -> [UInt8] {
        let parts = [sku.code, store, quantity, name, phone, mail, note, wantsCall ? "call" : ""]
        return Array(SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8)))
    }
}
