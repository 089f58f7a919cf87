// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Channels
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Tells the main job as five short stories, each step done by the rooms themselves and told in one line.
struct DemoStory {
    let house: House
    let clock: SetEffects
    let directory: Directory

    func tell() async throws {
        let people = try await people()
        try await confirmed(people)
        try await rerouted(people)
        try await expired(people)
        try await sent(people)
        try await sold(people)
        let letters = try await house.dispatcher.round()
        say("通知", "\(letters) letters to customers were queued with the changes they tell, and handed over")
    }

    struct People {
        let agent: StaffMember
        let clerks: [LocationID: StaffMember]
        let customers: [Customer]

        func clerk(_ id: ReservationID) throws -> Author {
            guard let clerk = clerks[id.location] else { throw Complaint("\(id.location) has no clerk in staff.csv.") }
            return .staff(clerk.id, .clerk)
        }
    }

    private func people() async throws -> People {
        let staff = try await house.access.staff()
        guard let agent = staff.first(where: { $0.role == .agent }) else { throw Complaint("staff.csv has no agent.") }
        var clerks: [LocationID: StaffMember] = [:]
        for member in staff where member.role == .clerk {
            for location in member.locations { clerks[location] = member }
        }
        let found = try await house.customers.search("タ") + house.customers.search("ヤ") + house.customers.search("サ")
        guard found.count >= 4 else { throw Complaint("customers.csv has too few customers.") }
        return People(agent: agent, clerks: clerks, customers: found)
    }

    // Story 1: reserve, confirm, pick, ready, collect.
    private func confirmed(_ people: People) async throws {
        let store = try place("S004")
        let goods = try await goods(at: store.id, units: 2, of: 2)
        var reservation = try await reserve(people.customers[0], at: store, goods, wantsContact: true)
        try await pass(minutes: 12)
        let task = try await claim(people, reservation)
        reservation = try await log(
            people, task, .confirmed, minutes: 3, need: "贈り物にしたい", advice: "無料の包装を案内した"
        ).reservation
        say(
            "応対",
            "\(people.agent.name) calls \(people.customers[0].name): confirmed, gift wrapping advised → contact \(reservation.contact.rawValue)"
        )
        try await pass(minutes: 10)
        reservation = try await work(reservation, people, staging: "B-3")
        let token = house.link.token(for: reservation)
        let opened = try house.link.open(token, now: clock.now)
        let seen = try await house.reservations.findCurrent(opened.reservation)
        say(
            "照会",
            "the customer opens the link: “\(seen?.status(at: clock.now).rawValue ?? "?")”, by \(until(reservation))")
        try await pass(minutes: 180)
        reservation = try await perform(
            .collect(items: [], proof: .code(reservation.pickupCode), proxy: nil, rest: .keep), on: reservation.id,
            by: try people.clerk(reservation.id))
        say("お渡し", "\(store.name) hands over by code \(reservation.pickupCode) → \(status(reservation))")
    }

    // Story 2: the shelf is empty; the agent finds another store with the customer on the line; a proxy collects.
    private func rerouted(_ people: People) async throws {
        let store = try place("S005")
        let goods = try await goods(at: store.id, units: 1, of: 1)
        var reservation = try await reserve(people.customers[1], at: store, goods)
        try await pass(minutes: 15)
        let short = reservation.lines.map { Command.PickedItem(line: $0.number, found: 0, short: .notInStock) }
        reservation = try await perform(
            .pick(items: short, staging: nil), on: reservation.id, by: try people.clerk(reservation.id))
        say(
            "欠品",
            "\(store.name) finds the shelf empty: stock corrected, the customer's choice is asked → contact \(reservation.contact.rawValue)"
        )
        try await pass(minutes: 5)
        let task = try await claim(people, reservation)
        let other = try await nearest(to: store, with: goods)
        let new = try await house.reservations.newPlace(at: other.id, for: reservation.id)
        let logged = try await log(people, task, .changed, minutes: 4, changes: [.reroute(to: new)])
        guard var moved = logged.born else { throw Complaint("The rerouted reservation is missing.") }
        say("応対", "\(people.agent.name) calls: the customer takes \(other.name) instead → \(moved.id)")
        let followed = try await house.reservations.findCurrent(reservation.id)
        say("照会", "the old link leads to the new store: “\(followed?.status(at: clock.now).rawValue ?? "?")”")
        moved = try await work(moved, people, staging: "A-1")
        let before = moved.pickUpBy
        moved = try await perform(.extend(until: nil), on: moved.id, by: .customer)
        say(
            "延長", "the customer extends by the link: \(before.spoken(in: other.zone, japanese: true)) → \(until(moved))"
        )
        try await pass(minutes: 24 * 60)
        moved = try await perform(
            .collect(items: [], proof: .code(moved.pickupCode), proxy: "家族", rest: .keep), on: moved.id,
            by: try people.clerk(moved.id))
        say("お渡し", "\(other.name) hands over to a proxy → \(status(moved))")
    }

    // Story 3: nobody comes.
    private func expired(_ people: People) async throws {
        let store = try place("S003")
        let goods = try await goods(at: store.id, units: 1, of: 1)
        var reservation = try await reserve(people.customers[2], at: store, goods)
        reservation = try await work(reservation, people, staging: "C-2")
        clock.set(reservation.pickUpBy + .seconds(60))
        let read = try await house.reservations.find(reservation.id)?.status(at: clock.now)
        say("期限切れ", "the pick-up-by has passed: the link says “\(read?.rawValue ?? "?")” before the sweep has come")
        let ended = try await Expiry(house.reservations).sweep()
        reservation = try await house.reservations.find(reservation.id) ?? reservation
        say(
            "期限切れ",
            "the sweep ends \(ended) holds and gives the units back → fulfilment \(reservation.fulfilment.rawValue)")
        clock.set(try await nextMorning(store))
        reservation = try await perform(.returnToShelf, on: reservation.id, by: try people.clerk(reservation.id))
        say("棚戻し", "\(store.name) brings the parcel back → fulfilment \(reservation.fulfilment.rawValue)")
    }

    // Story 4: paid online, sent from the warehouse, collected partly.
    private func sent(_ people: People) async throws {
        let (store, warehouse) = (try place("S006"), try place("W001"))
        clock.set(try await nextMorning(store))
        let goods = try await goods(at: warehouse.id, units: 2, of: 1)
        var reservation = try await reserve(people.customers[3], at: store, goods, kind: .buy, from: warehouse)
        let clerk = try people.clerk(reservation.id)
        reservation = try await perform(.accept, on: reservation.id, by: clerk)
        say(
            "取り寄せ",
            "\(store.name) accepts; the goods are at \(warehouse.name) → “\(reservation.status(at: clock.now).rawValue)”"
        )
        reservation = try await perform(.ship(from: nil), on: reservation.id, by: .duty("demo"))
        try await pass(minutes: 24 * 60)
        reservation = try await perform(.arrive, on: reservation.id, by: clerk)
        say("入荷", "the goods have come to \(store.name) → fulfilment \(reservation.fulfilment.rawValue)")
        reservation = try await work(reservation, people, staging: "D-4")
        reservation = try await perform(
            .collect(
                items: [Command.CollectedItem(line: 1, quantity: 1)], proof: .identity, proxy: nil, rest: .release),
            on: reservation.id, by: clerk)
        say("お渡し", "one of two is collected, the other is free again and to be refunded → \(status(reservation))")
    }

    // Story 5: a till sells what was promised.
    private func sold(_ people: People) async throws {
        let store = try place("S007")
        clock.set(try await nextMorning(store))
        let goods = try await goods(at: store.id, units: 1, of: 1)
        _ = try await reserve(people.customers[0], at: store, goods)
        let levels = try await house.stock.availability(skus: goods.map(\.sku), locations: [store.id])
        _ = try await house.stock.record(
            [StockEntry(sku: goods[0].sku, .sold(levels[0].onHand), cause: "POS 0001")], at: store.id,
            author: .program("pos"))
        let shortages = try await house.stock.shortages(locations: [store.id])
        say(
            "不足",
            "a till sells the last \(levels[0].onHand), the promised one too: \(shortages.count) task for a person, told openly"
        )
    }
}
