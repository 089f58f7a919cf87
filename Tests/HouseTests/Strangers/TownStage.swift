// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Channels
import Customers
import Foundation
import Kit
import PQ
import Reservations
import ShopSupport
import TestSupport

@testable import torioki

/// Plays one history at the doors of a served house and in the model, and says where they part. The addresses of a history
/// are its own, so that many can be played in one house.
struct TownStage {
    let served: ServedHouse
    let keys: Keys
    let number: Int
    var dice: SeededRandom
    var town = Town()
    private(set) var acts: [String] = []
    private var names = 0
    private var keysUsed = 0

    /// The keys of the web shops.
    struct Keys: Sendable {
        /// Proves the shop's own ids, and nothing else.
        let plain: String
        /// May vouch for what it gives.
        let vouching: String
    }

    init(_ served: ServedHouse, _ keys: Keys, number: Int, seed: UInt64) {
        self.served = served
        self.keys = keys
        self.number = number
        dice = SeededRandom(seed: seed)
        served.clock.set(Shop.start + .seconds(Int64(number % 240) * 60))
    }

    /// Says what differs.
    struct Parted: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private mutating func any(_ count: Int) -> Int { Int.random(in: 0..<count, using: &dice) }

    /// Few of each, so that people share, mistype and steal them.
    private func phone(_ i: Int) -> PhoneNumber {
        PhoneNumber(stored: "+8190" + String(10_000_000 + number * 3 + i).suffix(8))
    }
    private func mail(_ i: Int) -> MailAddress { MailAddress(stored: "m\(i)-\(number)@example.jp") }

    /// Plays one act, drawn from those that are possible.
    mutating func act() async throws {
        served.clock.advance(by: .seconds(1))
        let isEmpty = town.claims.isEmpty
        switch isEmpty ? any(5) : any(20) {
        case 0...5: try await reserve()
        case 6: try await reserveNamed()
        case 7...8: try await deliver()
        case 9...12: try await wish()
        case 13: try await askForCall()
        case 14...15: try await nameProxy()
        case 16: try await correct()
        case 17: try await join(thenUndo: false)
        case 18: try await join(thenUndo: true)
        default: try await part()
        }
    }

    private mutating func given() -> Recipient {
        names += 1
        let hasPhone = any(4) > 0
        let hasMail = !hasPhone || any(2) == 0
        return Recipient(
            name: "名\(number) \(names)", phone: hasPhone ? phone(any(3)) : nil, mail: hasMail ? mail(any(3)) : nil,
            wishes: ContactWishes(language: any(2) == 0 ? .ja : .en, stopped: []))
    }

    private mutating func key() -> String {
        keysUsed += 1
        return "town-\(number)-\(keysUsed)"
    }

    /// An address of its own for each: who comes too often from one is refused, which is not looked at here.
    private mutating func address() -> String {
        keysUsed += 1
        return "2001:db8:\(String(number % 0x1_0000, radix: 16)):\(String(keysUsed, radix: 16))::1"
    }

    // The doors at which somebody reserves.

    private mutating func reserve() async throws {
        let given = given()
        let language = given.wishes.language.rawValue
        switch any(5) {
        case 0:
            acts.append("page \(given)")
            let answer = try await served.form(
                "/shop/A?lang=\(language)",
                [
                    ("key", key()), ("store", "S001"), ("quantity", "1"), ("name", given.name),
                    ("phone", given.phone?.e164 ?? ""), ("mail", given.mail?.text ?? ""), ("note", ""),
                ], from: address())
            guard answer.status == 303, let path = answer.header("Location") else {
                throw Parted("page: \(answer.status)")
            }
            try await born(String(path.dropFirst(3).prefix { $0 != "?" }), given)
        case 1:
            acts.append("embed \(given)")
            var wish: JSON.Object = ["sku": "A", "store": "S001", "quantity": 1, "name": .string(given.name)]
            if let phone = given.phone { wish["phone"] = .string(phone.e164) }
            if let mail = given.mail { wish["mail"] = .string(mail.text) }
            let answer = try await served.client.post(
                "/embed/v1/reservations?lang=\(language)", .object(wish),
                headers: [
                    ("Origin", ServedHouse.origin), ("Idempotency-Key", "\"\(key())\""),
                    ("X-Forwarded-For", address()),
                ])
            guard answer.status == 201, let url = answer.json["link"]?.string else {
                throw Parted("embed: \(answer.text)")
            }
            try await born(try token(url), given)
        case 2:
            let account = "account-\(number)-\(any(2))"
            acts.append("account \(account) \(given)")
            try await reserveByAPI(given, account: account, as: keys.plain)
        case 3:
            acts.append("vouched \(given)")
            try await reserveByAPI(given, isVouched: true, as: keys.vouching)
        default:
            acts.append("api \(given)")
            try await reserveByAPI(given, as: served.people.agent)
        }
    }

    private mutating func reserveByAPI(
        _ given: Recipient, account: String? = nil, isVouched: Bool = false, as token: String
    ) async throws {
        var customer: JSON.Object = [
            "name": .string(given.name), "language": .string(given.wishes.language.rawValue),
        ]
        if let phone = given.phone { customer["phone"] = .string(phone.e164) }
        if let mail = given.mail { customer["mail"] = .string(mail.text) }
        if let account { customer["external_id"] = .string(account) }
        let answer = try await served.post(
            "/v1/reservations",
            ["location": "S001", "customer": .object(customer), "lines": [["sku": "A", "quantity": 1]]], as: token)
        guard answer.status == 201, let link = answer.json["link"]?.string else { throw Parted("api: \(answer.text)") }
        try await born(try self.token(link), given, account: account, isVouched: isVouched)
    }

    private mutating func reserveNamed() async throws {
        let record = any(town.records.count)
        acts.append("named \(record)")
        let answer = try await served.post(
            "/v1/reservations",
            [
                "location": "S001", "customer": ["id": .string(town.records[record].id.description)],
                "lines": [["sku": "A", "quantity": 1]],
            ], as: served.people.web)
        guard answer.status == 201, let id = ReservationID(answer.json.id), let link = answer.json["link"]?.string
        else {
            throw Parted("named: \(answer.text)")
        }
        town.reserve(id, named: record)
        town.links.append(Town.Link(token: try token(link), claim: town.claims.count - 1, sentTo: nil))
    }

    private mutating func born(
        _ token: String, _ given: Recipient, account: String? = nil, isVouched: Bool = false
    ) async throws {
        let visit = try await served.house.link.visit(token, in: served.house.reservations, now: served.clock.now)
        town.reserve(
            visit.reservation.id, visit.reservation.customer, given, account: account, isVouched: isVouched)
        town.links.append(Town.Link(token: token, claim: town.claims.count - 1, sentTo: nil))
    }

    private func token(_ url: String) throws -> String {
        guard let start = url.firstRange(of: "/r/")?.upperBound else { throw Parted("no link: \(url)") }
        return String(url[start...].prefix { $0 != "?" })
    }

    // Letters, and what people do with their links.

    /// Sends letters, and holds each against whom it may reach. Who owns its address holds its link from then on.
    private mutating func deliver() async throws {
        acts.append("letters")
        _ = try await served.house.dispatcher.round()
        let folder = URL(fileURLWithPath: served.letters, isDirectory: true)
        guard FileManager.default.fileExists(atPath: folder.path()) else { return }
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let letter = try String(contentsOf: file, encoding: .utf8)
            try FileManager.default.removeItem(at: file)
            guard let to = letter.firstMatch(of: /(?m)^To: (.+?)\r?$/).map({ String($0.1) }),
                let body = letter.split(separator: "\r\n\r\n").last,
                let text = Data(base64Encoded: body.filter { !$0.isWhitespace }).map({
                    String(decoding: $0, as: UTF8.self)
                })
            else { throw Parted("an unreadable letter") }
            let token = try token(text.split(separator: "\n").first { $0.contains("/r/") }.map(String.init) ?? "")
            let opened = try served.house.link.open(token, now: served.clock.now)
            // Letters of a history before this one.
            guard let i = town.claims.firstIndex(where: { $0.id == opened.reservation }) else { continue }
            let address =
                to.contains("@") ? ContactAddress(kind: .mail, value: to) : ContactAddress(kind: .phone, value: to)
            guard town.claims[i].given.contains(address) else {
                throw Parted("a letter about \(town.claims[i].recipient.name) went to \(to)")
            }
            let link = Town.Link(token: token, claim: i, sentTo: address)
            if town.opens(link) {
                let sentTo = try served.house.link.address(opened, of: town.claims[i].recipient)
                guard sentTo == address else { throw Parted("a link to \(to) says \(sentTo?.value ?? "nobody")") }
            }
            town.links.append(link)
        }
    }

    private mutating func anyLink() -> Town.Link { town.links[any(town.links.count)] }

    /// Posts to what a link opens; tells whether it was done. A link to an address that was corrected opens nothing.
    private mutating func post(_ link: Town.Link, _ page: String, _ fields: [(String, String)]) async throws -> Bool {
        let answer = try await served.form("/r/\(link.token)/\(page)", [("key", key())] + fields)
        guard town.opens(link) else {
            guard answer.status == 404 else { throw Parted("a dead link answers \(answer.status) to \(page)") }
            return false
        }
        guard answer.status == 303 || answer.status == 409 else { throw Parted("\(page): \(answer.status)") }
        return answer.status == 303
    }

    private mutating func wish() async throws {
        let link = anyLink()
        let recipient = town.claims[link.claim].recipient
        var wishes = ContactWishes(
            language: any(2) == 0 ? .ja : .en, stopped: recipient.wishes.stopped,
            quiet: any(3) == 0 ? QuietHours(from: 1_320, until: 420) : nil)
        var fields = [("language", wishes.language.rawValue)]
        for way in recipient.ways {
            if any(2) == 0 {
                wishes.stopped.remove(way)
                fields.append((way.rawValue, "on"))
            } else {
                wishes.stopped.insert(way)
            }
        }
        if wishes.quiet != nil { fields.append(("quiet", "1320-420")) }
        acts.append("wish \(link.claim) sent to \(link.sentTo?.value ?? "nobody"): \(wishes)")
        guard try await post(link, "wishes", fields) else { return }
        town.wish(link, wishes)
        town.acted(link)
    }

    private mutating func askForCall() async throws {
        let link = anyLink()
        acts.append("call \(link.claim) sent to \(link.sentTo?.value ?? "nobody")")
        let isDone = try await post(link, "call-me", [])
        guard town.opens(link) else { return }
        let expected = town.askForCall(link)
        guard isDone == expected else { throw Parted("a call is \(isDone ? "taken" : "refused")") }
        if isDone { town.acted(link) }
    }

    private mutating func nameProxy() async throws {
        let link = anyLink()
        acts.append("proxy \(link.claim) sent to \(link.sentTo?.value ?? "nobody")")
        if try await post(link, "proxy", [("name", "代理 \(any(3))")]) { town.acted(link) }
    }

    // What staff do.

    private mutating func correct() async throws {
        let i = any(town.claims.count)
        var new = given()
        if any(2) == 0 { new.name = town.claims[i].recipient.name }
        acts.append("correct \(i) to \(new)")
        var body: JSON.Object = ["name": .string(new.name)]
        if let phone = new.phone { body["phone"] = .string(phone.e164) }
        if let mail = new.mail { body["mail"] = .string(mail.text) }
        let answer = try await served.post(
            "/v1/reservations/\(town.claims[i].id)/recipient", .object(body), as: served.people.agent)
        guard answer.status == 200 else { throw Parted("correct: \(answer.text)") }
        town.correct(i, name: new.name, phone: new.phone, mail: new.mail)
    }

    private mutating func join(thenUndo: Bool) async throws {
        let (a, b) = (any(town.records.count), any(town.records.count))
        acts.append("join \(a) \(b)\(thenUndo ? " and undo" : "")")
        let path = "/v1/customers/\(town.records[a].id)"
        let answer = try await served.post(
            "\(path)/join", ["with": .string(town.records[b].id.description)], as: served.people.agent)
        guard answer.status == 204 else { throw Parted("join: \(answer.text)") }
        let before = town
        town.join(a, b, isByHand: true)
        guard thenUndo, before.records[a].person != before.records[b].person else { return }
        let changes = try await served.get(path, as: served.people.agent).json["changes"]
        guard let change = changes?[0]?.id else { throw Parted("no change") }
        let undone = try await served.post("\(path)/undo", ["change": .string(change)], as: served.people.agent)
        guard undone.status == 204 else { throw Parted("undo: \(undone.text)") }
        town.unjoin(a, b, before: before)
    }

    private mutating func part() async throws {
        let record = any(town.records.count)
        acts.append("part \(record)")
        let answer = try await served.post("/v1/customers/\(town.records[record].id)/part", as: served.people.agent)
        guard answer.status == 204 else { throw Parted("part: \(answer.text)") }
        town.part(record)
    }

    // What must hold.

    /// Compares whom each reservation is for, what is proved, who is one person, and what the owners of addresses have said.
    func compare() async throws {
        let found = try await served.house.reservations.find(town.claims.map(\.id))
        let real = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (i, claim) in town.claims.enumerated() {
            guard let reservation = real[claim.id] else { throw Parted("\(i) is gone") }
            guard reservation.recipient == claim.recipient else {
                throw Parted("\(i) is for \(reservation.recipient), expected: \(claim.recipient)")
            }
            guard reservation.customer == town.records[claim.record].id else {
                throw Parted("\(i) has another customer")
            }
        }
        let known = try await served.house.customers.find(Set(town.records.map(\.id)))
        for (i, record) in town.records.enumerated() {
            guard let customer = known[record.id] else { throw Parted("record \(i) is gone") }
            guard customer.person == town.records[record.person].id else {
                throw Parted("record \(i) is of person \(customer.person), expected: \(record.person)")
            }
            guard customer.isApart == record.isApart else { throw Parted("record \(i) apart: \(customer.isApart)") }
            guard customer.name == record.name else { throw Parted("record \(i) is named \(customer.name)") }
            let given = Set(
                customer.identities.filter { $0.kind != .external }.map { "\($0.kind) \($0.value) \($0.isProved)" })
            let expected = Set(record.addresses.map { "\($0.address.kind) \($0.address.value) \($0.isProved)" })
            guard given == expected else { throw Parted("record \(i) has \(given), expected: \(expected)") }
        }
        let said = Set(town.words.keys.map(\.address))
        for address in (0..<3).flatMap({ [ContactAddress(phone($0)), ContactAddress(mail($0))] }) {
            // Of an address of which nobody has said anything one is looked at: each look costs a round trip.
            guard said.contains(address) || address == ContactAddress(phone(0)) else { continue }
            let stopped = try await served.house.customers.stopped([address])
            let expected = Set(town.words.filter { $0.key.address == address && !$0.value }.map(\.key.channel))
            guard stopped == expected else { throw Parted("\(address.value) has stopped \(stopped)") }
        }
    }

    /// Looks at what people see: the page behind each link, and what staff read of a person.
    func look() async throws {
        let names = Set(town.claims.map(\.recipient.name))
        for link in town.links.suffix(4) {
            let page = try await served.client.get("/r/\(link.token)")
            guard page.status == (town.opens(link) ? 200 : 404) else { throw Parted("a link answers \(page.status)") }
            let own = town.claims[link.claim].recipient.name
            guard !names.contains(where: { $0 != own && page.text.contains($0) }) else {
                throw Parted("the page of \(own) names another")
            }
        }
        for claim in town.claims.suffix(2) {
            let label = try await served.get("/v1/reservations/\(claim.id)/customer", as: served.people.clerk).json
            guard label["name"]?.string == claim.recipient.name,
                label["phone_last_four"]?.string == claim.recipient.phone?.lastFour
            else { throw Parted("the label of \(claim.recipient.name) says \(label.text)") }
        }
        if let record = town.records.last {
            let person = try await served.get("/v1/customers/\(record.id)", as: served.people.agent).json
            let shown = Set((person["reservations"]?.array ?? []).map(\.id))
            let own = town.claims.filter { town.records[$0.record].person == record.person }
            guard shown == Set(own.map(\.id.description)) else {
                throw Parted("the person has \(shown.count) reservations")
            }
        }
    }
}

extension ServedHouse {
    /// Posts a form as a browser does.
    func form(
        _ path: String, _ fields: [(String, String)], from address: String = "203.0.113.1",
        headers: [(String, String)] = []
    ) async throws -> HTTPAnswer {
        let body = fields.map { "\(PercentCoding.encode($0.0))=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
        return try await client.send(
            "POST", path,
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("X-Forwarded-For", address)] + headers,
            body: Array(body.utf8))
    }
}
