// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit

/// Holds what was typed of a person, as it was typed, and reads it.
struct PersonInput: Sendable, Equatable {
    var name = ""
    var kana = ""
    var phone = ""
    var mail = ""

    init(_ recipient: Recipient) {
        name = recipient.name
        kana = recipient.kana
        phone = recipient.phone?.display ?? ""
        mail = recipient.mail?.text ?? ""
    }

    /// Starts from a record; phone and mail are those that are to be added.
    init(_ customer: Customer) {
        name = customer.name
        kana = customer.kana
    }

    init(_ form: FormFields) {
        name = form.trimmed("name")
        kana = form.trimmed("kana")
        phone = form.trimmed("phone")
        mail = form.trimmed("mail")
    }

    /// Holds what was read.
    struct Read: Sendable {
        var name: PersonName?
        var kana: PersonName?
        var phone: PhoneNumber?
        var mail: MailAddress?
        /// What is wrong, by field.
        var faults: [String: OfficeFault] = [:]
    }

    func read() -> Read {
        var read = Read(
            name: PersonName(name), kana: kana.isEmpty ? nil : PersonName.kana(kana),
            phone: phone.isEmpty ? nil : PhoneNumber(phone), mail: mail.isEmpty ? nil : MailAddress(mail))
        if read.name == nil { read.faults["name"] = fault(name) }
        if !kana.isEmpty, read.kana == nil { read.faults["kana"] = fault(kana) }
        if !phone.isEmpty, read.phone == nil { read.faults["phone"] = .phone }
        if !mail.isEmpty, read.mail == nil { read.faults["mail"] = .mail }
        return read
    }

    private func fault(_ name: String) -> OfficeFault {
        if name.isEmpty { return .needed }
        return name.unicodeScalars.count > Limits.nameCharacters ? .tooLong(Limits.nameCharacters) : .personName
    }
}

/// Holds what was typed to correct a customer's record.
struct CustomerInput: Sendable, Equatable {
    var person: PersonInput
    var language = ""
    var note = ""
    /// The fields of the addresses that are to go.
    var dropped: Set<String> = []

    init(_ customer: Customer) {
        person = PersonInput(customer)
        language = customer.language.rawValue
        note = customer.note
    }

    init(_ form: FormFields, of customer: Customer) {
        person = PersonInput(form)
        language = form["language"]
        // A browser ends lines as the internet does.
        note = form.trimmed("note").replacing("\r\n", with: "\n")
        dropped = Set(customer.identities.map(\.field).filter(form.isOn))
    }

    /// Reads the form onto a record; nothing of it counts where something is wrong, by field.
    func read(onto customer: Customer) -> (correction: CustomerCorrection, faults: [String: OfficeFault]) {
        let read = person.read()
        var (correction, faults) = (CustomerCorrection(of: customer), read.faults)
        if let name = read.name { correction.name = name }
        correction.kana = read.kana
        if let language = Language(rawValue: language) {
            correction.language = language
        } else {
            faults["language"] = .needed
        }
        if note.unicodeScalars.count > Limits.noteCharacters { faults["note"] = .tooLong(Limits.noteCharacters) }
        correction.note = note
        correction.removed = customer.identities.filter { dropped.contains($0.field) }
        correction.added = [read.phone.map { ContactAddress($0) }, read.mail.map { ContactAddress($0) }]
            .compactMap { $0 }
        return (correction, faults)
    }

    /// Names what the record says now where something else was typed.
    func meanwhile(_ now: Customer, in office: Office) -> [String: OfficeFault] {
        let correction = read(onto: now).correction
        let typed = [
            "name": correction.name.text, "kana": correction.kana?.text ?? "", "language": correction.language.rawValue,
            "note": correction.note,
        ]
        return office.meanwhile(
            now.facts, typed: Facts(now.facts.all.map { (name: $0.name, value: typed[$0.name] ?? $0.value) }))
    }
}

extension CustomerIdentity {
    /// Names the box that takes it away.
    var field: String { "drop \(kind.rawValue) \(issuer) \(value)" }

    /// Writes it as people read it.
    var shown: String { kind == .phone ? PhoneNumber(stored: value).display : value }
}
