// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import Reservations

/// Shows whom a reservation is for, as was given when it was made, how that person wants to be told, and the form that
/// corrects it.
struct RecipientCard: Sendable {
    let office: Office
    let model: OfficeReservation
    let input: PersonInput
    let faults: [String: OfficeFault]

    private var words: any Wording { office.words }
    private var reservation: Reservation { model.reservation }
    private var recipient: Recipient { model.reservation.recipient }

    var html: HTML {
        """
        <section class="card" aria-labelledby="customer">
        <h2 id="customer">\(office.say(.customer))</h2>
        <p class="store-name">\(typed: recipient.name.isEmpty ? words.person(.nameless) : recipient.name)\
        \(recipient.kana.isEmpty ? HTML.none : " <small>\(typed: recipient.kana)</small>")</p>
        <dl class="facts">
        \(recipient.addresses.map(address))\
        <div><dt>\(office.say(.language))</dt>\
        <dd>\(words.value(recipient.wishes.language.rawValue, of: "language"))</dd></div>
        \(wishes)</dl>
        \(recipient.addresses.isEmpty ? "<p class=\"fine\">\(words.person(.noWays))</p>" : HTML.none)
        <p><a href="\(office.link(.customer(reservation.customer)))">\(words.person(.page))</a></p>
        \(form)
        </section>
        """
    }

    private func address(_ address: ContactAddress) -> HTML {
        let (kind, shown): (CustomerIdentity.Kind, String) =
            address.kind == .phone ? (.phone, PhoneNumber(stored: address.value).display) : (.mail, address.value)
        return """
            <div><dt>\(words.office(kind))</dt>\
            <dd>\(typed: shown) \(office.proof(model.proved.contains(address)))</dd></div>

            """
    }

    private var wishes: HTML {
        let stopped = ContactChannel.allCases.filter { !recipient.allows($0) }
        let told: [(PersonWord, String?)] = [
            (
                .stopped,
                stopped.isEmpty ? nil : stopped.map { words.office($0) }.joined(separator: words.person(.comma))
            ),
            (.quiet, recipient.wishes.quiet.map { "\(words.clock($0.from))–\(words.clock($0.until))" }),
        ]
        return HTML.joined(
            told.compactMap { word, text in
                text.map { "<div><dt>\(words.person(word))</dt><dd>\($0)</dd></div>\n" }
            }, by: "")
    }

    private var form: HTML {
        let fields = PersonFields(office: office, input: input, faults: faults)
        return """
            <details class="asking"\(flag: "open", !faults.isEmpty)><summary>\(words.person(.readdress))</summary>
            <form class="form" method="post" action="\(office.link(.recipient(reservation.id)))" novalidate>
            <input type="hidden" name="key" value="\(office.key)">\(office.seen(recipient.facts))
            <p class="fine">\(words.person(.readdressHint))</p>
            \(fields.names)
            \(fields.addresses(
                phone: words.office(CustomerIdentity.Kind.phone), mail: words.office(CustomerIdentity.Kind.mail)))
            <div class="form-act"><button class="button button--main">\(office.say(.save))</button></div>
            </form></details>
            """
    }
}

extension Recipient {
    /// What a correction's form was printed from.
    var facts: Facts { ["name": name, "kana": kana, "phone": phone?.display, "mail": mail?.text] }
}
