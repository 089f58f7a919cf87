// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import ShopSupport
import Stock

/// Is one thing that somebody does in the shop.
enum Act: Sendable {
    case reserve(
        store: LocationID, customer: CustomerID, goods: [(String, Int)], kind: Reservation.Kind, partial: Bool,
        source: LocationID?, asks: Bool)
    /// Sends an earlier reservation's request again under its key.
    case replay(ReservationID)
    case command(ReservationID, Command, Author)
    case sweep
    case move(StockKey, Movement.Kind, Int)
    case count(StockKey, Int)
    case claim(StaffID)
    case decline(Int, StaffID)
    case log(Int, StaffID, Disposition, Instant?, [Command])
    case callback(ReservationID)
    case pass(Duration)
}

extension Act {
    /// The act in a word, or two where it is a command or a disposition.
    var name: String {
        func head(_ value: Any) -> String { String("\(value)".prefix { $0.isLetter }) }
        switch self {
        case .command(_, let command, _): return "command \(head(command))"
        case .log(_, _, let disposition, _, _): return "log \(disposition)"
        default: return head(self)
        }
    }
}

/// Draws acts at random, most of them such as may be done in the world as it stands.
struct Chance {
    var dice: SeededRandom
    let customers: [CustomerID]
    let place: (LocationID) -> Command.NewPlace

    static let stores = [Shop.s1, Shop.s2, Shop.s3]
    static let codes = ["A", "B", "C"]
    static let agents = (1...2).map { StaffID(unique: UniqueID(high: 2, low: $0)) }
    private static let reasons = ShortReason.allCases
    private static let dispositions = Disposition.allCases

    mutating func flip(_ percent: Int) -> Bool { Int.random(in: 1...100, using: &dice) <= percent }

    mutating func one<T>(of values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &dice)] }

    mutating func act(in world: World) -> Act {
        let live = world.order.filter { world.orders[$0]?.hold == .active }
        let roll = Int.random(in: 0..<100, using: &dice)
        if world.order.isEmpty || roll < (live.isEmpty ? 50 : 12) { return reserve() }
        // Most of what happens, happens to what is alive; the rest learns that it has ended.
        let id = live.isEmpty || flip(12) ? one(of: world.order) : one(of: live)
        switch roll {
        case ..<14: return .replay(one(of: world.order))
        case ..<56: return .command(id, command(on: world.orders[id]), author())
        case ..<59: return .sweep
        case ..<67: return move()
        case ..<75: return .claim(one(of: Chance.agents))
        case ..<90 where !world.tasks.isEmpty: return contact(in: world)
        case ..<93: return .callback(id)
        default: return .pass(.seconds(Int64(one(of: [60, 700, 700, 3_600, 3_600, 20_000, 60_000, 200_000]))))
        }
    }

    /// Declines or logs, mostly what is offered and by whom it is offered to.
    private mutating func contact(in world: World) -> Act {
        let offered = world.tasks.indices.filter { world.tasks[$0].agent != nil && world.tasks[$0].state == .open }
        if offered.isEmpty, flip(80) { return .claim(one(of: Chance.agents)) }
        let i = offered.isEmpty || flip(8) ? Int.random(in: 0..<world.tasks.count, using: &dice) : one(of: offered)
        let agent = flip(94) ? world.tasks[i].agent ?? Chance.agents[0] : one(of: Chance.agents)
        return flip(10) ? .decline(i, agent) : log(i, agent, in: world)
    }

    private mutating func goods() -> [(String, Int)] {
        (0..<one(of: [1, 1, 2, 2, 3])).map { _ in (one(of: Chance.codes), one(of: [1, 1, 2, 3])) }
    }

    private mutating func reserve() -> Act {
        .reserve(
            store: one(of: Chance.stores), customer: one(of: customers), goods: goods(),
            kind: flip(50) ? .buy : .reserve, partial: flip(30), source: flip(20) ? Shop.w1 : nil, asks: flip(20))
    }

    private mutating func move() -> Act {
        let key = StockKey(one(of: Chance.stores + [Shop.w1]), SKU(stored: one(of: Chance.codes)))
        if flip(25) { return .count(key, Int.random(in: -2...6, using: &dice)) }
        let kind = one(of: [Movement.Kind.received, .sold, .sold, .adjusted, .returned, .transferred])
        let units = Int.random(in: 1...3, using: &dice)
        switch kind {
        case .sold: return .move(key, kind, -units)
        case .received, .returned: return .move(key, kind, units)
        default: return .move(key, kind, flip(50) ? units : -units)
        }
    }

    private mutating func author() -> Author {
        let person = StaffID(unique: UniqueID(high: 1, low: 1))
        return one(of: [
            .staff(person, .clerk), .staff(person, .clerk), .customer, .program("web"), .staff(person, .supervisor),
            .duty("test"),
        ])
    }

    /// Draws a command; three times of four one that fits the point at which the order's work stands.
    private mutating func command(on order: World.Order?) -> Command {
        var names = [
            "accept", "reject", "pick", "short", "ready", "unready", "collect", "part", "wrong", "cancel", "extend",
            "expire", "shelf", "ship", "arrive", "drop", "substitute", "wait", "reroute", "contact", "come",
            "proxy",
        ]
        if let order, flip(75) {
            if order.hasMissing {
                names = ["drop", "substitute", "wait", "wait", "reroute", "pick"]
            } else {
                switch order.work {
                case .requested: names = ["accept", "accept", "accept", "accept", "short", "reject"]
                case .accepted: names = ["pick", "pick", "short", "short", "short", "extend", "reject"]
                case .awaitingStock: names = ["ship", "ship", "ship", "arrive", "arrive", "arrive", "cancel"]
                case .picking: names = ["ready", "ready", "ready", "ready", "short", "short", "pick", "reject"]
                case .ready: names = ["collect", "part", "part", "part", "unready", "unready", "extend", "cancel"]
                case .toReturn: names = ["shelf"]
                default: break
                }
            }
        }
        return command(named: one(of: names), on: order)
    }

    private mutating func command(named name: String, on order: World.Order?) -> Command {
        let lines = (order?.items.count ?? 0) + 1
        let line = flip(90) ? Int.random(in: 1...max(1, lines - 1), using: &dice) : lines
        let item = order?.items.indices.contains(line - 1) == true ? order?.items[line - 1] : nil
        // Where units are missing, the choice is mostly about them.
        let missing = order?.items.firstIndex { $0.missing > 0 }.map { $0 + 1 } ?? line
        switch name {
        case "accept": return .accept
        case "reject": return .reject(reason: one(of: Chance.reasons), note: "")
        case "pick": return .pick(items: [], staging: flip(50) ? "B-1" : nil)
        case "short":
            let found = Int.random(in: 0...max(1, item?.quantity ?? 1), using: &dice)
            var items = [Command.PickedItem(line: line, found: found, short: flip(85) ? one(of: Chance.reasons) : nil)]
            if flip(30) { items.append(.init(line: one(of: [1, 2]), found: 0, short: one(of: Chance.reasons))) }
            return .pick(items: items, staging: nil)
        case "ready": return .ready(staging: "B-2")
        case "unready": return .unready(reason: "x")
        case "collect": return .collect(items: [], proof: .code(order?.code ?? ""), proxy: nil, rest: .keep)
        case "part":
            return .collect(
                items: [.init(line: line, quantity: one(of: [1, 1, 1, 2]))], proof: .identity,
                proxy: flip(20) ? "代理" : nil, rest: flip(60) ? .keep : .release)
        case "wrong": return .collect(items: [], proof: .code("ZZZZZZZZ"), proxy: nil, rest: .keep)
        case "cancel": return .cancel(reason: "x")
        case "extend":
            guard let order, flip(50) else { return .extend(until: nil) }
            return .extend(until: Day(sinceEpoch: Hours.day(of: order.until) + Int.random(in: -1...4, using: &dice)))
        case "expire": return .expire
        case "shelf": return .returnToShelf
        case "ship": return .ship(from: flip(60) ? nil : [one(of: [Shop.w1, Shop.s1, Shop.s2])])
        case "arrive": return .arrive
        case "drop": return .drop(line: missing)
        case "substitute":
            let code = one(of: Chance.codes)
            return .substitute(
                line: missing, by: CatalogueItem(sku: SKU(stored: code), name: code, price: Shop.prices[code] ?? 0))
        case "wait": return .wait(line: missing, from: one(of: [Shop.w1, Shop.w1, Shop.s1, Shop.s2]))
        case "reroute": return .reroute(to: place(one(of: Chance.stores)))
        case "come": return .come(one(of: Arrival.allCases))
        case "proxy": return .nameProxy(one(of: ["", "山田 太郎", "山田 次郎"]))
        default: return .contact(one(of: ContactState.allCases))
        }
    }

    private mutating func log(_ i: Int, _ agent: StaffID, in world: World) -> Act {
        var disposition = one(of: Chance.dispositions)
        let order = world.orders[world.tasks[i].order]
        if disposition == .optedOut && flip(80) || order?.hasMissing == true && flip(60) { disposition = .changed }
        var changes: [Command] = []
        if disposition == .changed || flip(3) {
            for _ in 0..<one(of: [1, 1, 2]) {
                let names =
                    order?.hasMissing == true
                    ? ["drop", "drop", "substitute", "wait", "reroute"] : ["extend", "reroute", "cancel"]
                changes.append(command(named: one(of: names), on: order))
            }
        }
        let callback = world.now + .seconds(Int64(Int.random(in: -60...200_000, using: &dice)))
        return .log(i, agent, disposition, flip(90) ? callback : nil, changes)
    }
}
