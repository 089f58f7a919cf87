// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// The reference model of people: what each reservation says of whom it is for, and who is one person, written from the rules in
/// words and not from the code under test.
struct Town {
    /// What a record of a customer says.
    struct Record {
        let id: CustomerID
        var name: String
        var language: Language
        var quiet: QuietHours?
        /// In the order in which they were given; when that was, and whether the owner has proved it.
        var addresses: [(address: ContactAddress, since: Int, isProved: Bool)]
        /// The records of one person have one number: that of the oldest.
        var person: Int
        var isApart = false
    }

    /// What a reservation says of whom it is for.
    struct Claim {
        let id: ReservationID
        let record: Int
        var recipient: Recipient
        /// Every address that was ever given for it.
        var given: Set<ContactAddress>
    }

    /// A link that somebody holds.
    struct Link {
        let token: String
        let claim: Int
        let sentTo: ContactAddress?
    }

    struct Word: Hashable {
        let address: ContactAddress
        let channel: ContactChannel
    }

    var records: [Record] = []
    var claims: [Claim] = []
    var links: [Link] = []
    /// What the owners of addresses have said: yes or no.
    var words: [Word: Bool] = [:]
    /// The accounts of the web shop.
    var accounts: [String: Int] = [:]
    /// Counts what was given.
    private var moment = 0

    private func stopped(_ addresses: [ContactAddress]) -> Set<ContactChannel> {
        Set(words.filter { addresses.contains($0.key.address) && !$0.value }.map(\.key.channel))
    }

    /// Keeps a new claim of somebody who gives name and addresses.
    mutating func reserve(
        _ id: ReservationID, _ customer: CustomerID, _ given: Recipient, account: String? = nil, isVouched: Bool = false
    ) {
        let known = account.flatMap { accounts[$0] }
        let number = known ?? records.count
        var person = number
        if known == nil {
            if isVouched {
                // By telephone first, then by mail.
                for kind in [ContactAddress.Kind.phone, .mail] where person == number {
                    guard let address = given.addresses.first(where: { $0.kind == kind }) else { continue }
                    if let owner = owner(of: address, but: number) { person = records[owner].person }
                }
            }
            records.append(
                Record(
                    id: customer, name: given.name, language: given.wishes.language, quiet: nil, addresses: [],
                    person: person))
        }
        if let account { accounts[account] = number }
        for address in given.addresses { add(address, to: number, isProved: isVouched) }
        var recipient = given
        recipient.wishes.stopped = stopped(given.addresses)
        claims.append(Claim(id: id, record: number, recipient: recipient, given: Set(given.addresses)))
    }

    /// Keeps a claim of a record that was named by its id.
    mutating func reserve(_ id: ReservationID, named number: Int) {
        let record = records[number]
        func first(_ kind: ContactAddress.Kind) -> String? {
            let all = record.addresses.filter { $0.address.kind == kind }
            return (all.first { $0.isProved } ?? all.first)?.address.value
        }
        var recipient = Recipient(
            name: record.name, phone: first(.phone).map(PhoneNumber.init(stored:)),
            mail: first(.mail).map(MailAddress.init(stored:)),
            wishes: ContactWishes(language: record.language, stopped: [], quiet: record.quiet))
        recipient.wishes.stopped = stopped(recipient.addresses)
        claims.append(Claim(id: id, record: number, recipient: recipient, given: Set(recipient.addresses)))
    }

    private mutating func add(_ address: ContactAddress, to number: Int, isProved: Bool) {
        if let i = records[number].addresses.firstIndex(where: { $0.address == address }) {
            if isProved { records[number].addresses[i].isProved = true }
        } else {
            moment += 1
            records[number].addresses.append((address, moment, isProved))
        }
    }

    private func isProved(_ address: ContactAddress, of number: Int) -> Bool {
        records[number].addresses.contains { $0.address == address && $0.isProved }
    }

    /// The record that gave an address first among those whose owner has proved it; none that is kept apart.
    private func owner(of address: ContactAddress, but number: Int) -> Int? {
        let owners = records.indices.filter { $0 != number && !records[$0].isApart && isProved(address, of: $0) }
        func since(_ i: Int) -> Int { records[i].addresses.first { $0.address == address }?.since ?? 0 }
        return owners.min { since($0) < since($1) }
    }

    /// Whether a link still opens: it was shown, or sent to an address that is still the recipient's.
    func opens(_ link: Link) -> Bool {
        link.sentTo.map { claims[link.claim].recipient.addresses.contains($0) } ?? true
    }

    /// Somebody has acted on a link: what it was sent to is proved.
    mutating func acted(_ link: Link) {
        let number = claims[link.claim].record
        guard let address = link.sentTo, !isProved(address, of: number) else { return }
        add(address, to: number, isProved: true)
        guard !records[number].isApart, let owner = owner(of: address, but: number) else { return }
        join(number, owner, isByHand: false)
    }

    mutating func join(_ a: Int, _ b: Int, isByHand: Bool) {
        guard records[a].person != records[b].person else { return }
        let winner = min(records[a].person, records[b].person)
        let loser = max(records[a].person, records[b].person)
        for i in records.indices where records[i].person == loser { records[i].person = winner }
        if isByHand { for i in [a, b] { records[i].isApart = false } }
    }

    mutating func part(_ number: Int) {
        let person = records[number].person
        let rest = records.indices.filter { records[$0].person == person && $0 != number }
        guard let oldest = rest.first else { return }
        for i in rest { records[i].person = oldest }
        records[number].person = number
        records[number].isApart = true
    }

    /// A joining is taken back: who was moved is a person of their own again, and stays so.
    mutating func unjoin(_ a: Int, _ b: Int, before: Town) {
        guard before.records[a].person != before.records[b].person else { return }
        let loser = max(before.records[a].person, before.records[b].person)
        for i in records.indices where before.records[i].person == loser {
            records[i].person = loser
            records[i].isApart = true
        }
    }

    /// How somebody who holds a link wants to be told.
    mutating func wish(_ link: Link, _ wishes: ContactWishes) {
        let known = claims[link.claim].recipient.wishes
        claims[link.claim].recipient.wishes = wishes
        guard let address = link.sentTo else { return }
        for channel in address.channels where known.stopped.contains(channel) != wishes.stopped.contains(channel) {
            let isGranted = !wishes.stopped.contains(channel)
            words[Word(address: address, channel: channel)] = isGranted
            for i in claims.indices where claims[i].recipient.addresses.contains(address) {
                if isGranted {
                    claims[i].recipient.wishes.stopped.remove(channel)
                } else {
                    claims[i].recipient.wishes.stopped.insert(channel)
                }
            }
        }
        guard wishes.language != known.language || wishes.quiet != known.quiet else { return }
        let number = claims[link.claim].record
        (records[number].language, records[number].quiet) = (wishes.language, wishes.quiet)
    }

    /// Asks to be called; false when nobody will call.
    mutating func askForCall(_ link: Link) -> Bool {
        let claim = claims[link.claim]
        guard let phone = claim.recipient.phone.map(ContactAddress.init) else { return false }
        let word = Word(address: phone, channel: .phone)
        if words[word] == false {
            guard link.sentTo == phone || isProved(phone, of: claim.record) else { return false }
            words[word] = true
        }
        claims[link.claim].recipient.wishes.stopped.remove(.phone)
        return true
    }

    /// Somebody of the chain corrects whom it is for.
    mutating func correct(_ i: Int, name: String, phone: PhoneNumber?, mail: MailAddress?) {
        let old = claims[i].recipient
        let number = claims[i].record
        claims[i].recipient.name = name
        claims[i].recipient.phone = phone
        claims[i].recipient.mail = mail
        let new = claims[i].recipient.addresses
        claims[i].recipient.wishes.stopped.formUnion(stopped(new))
        claims[i].given.formUnion(new)
        if records[number].name == old.name { records[number].name = name }
        if name == old.name, new == old.addresses { return }
        for address in new { add(address, to: number, isProved: false) }
        let inUse = Set(claims.filter { $0.record == number }.flatMap(\.recipient.addresses))
        records[number].addresses.removeAll {
            old.addresses.contains($0.address) && !$0.isProved && !inUse.contains($0.address)
        }
    }
}
