// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Testing

@testable import Reservations
@testable import Site

@Suite("Status words")
struct StatusWordsTests {
    @Test("Each of the seven words has its own headline in both languages, and says whether to come")
    func words() {
        let table: [(Hold, Fulfilment, String, String, isWaiting: Bool)] = [
            (.active, .requested, "確認中", "Checking", true),
            (.active, .accepted, "準備中", "Preparing", true),
            (.active, .picking, "準備中", "Preparing", true),
            (.active, .awaitingStock, "店舗へ移動中", "On its way to the store", true),
            (.active, .ready, "準備完了", "Ready", false),
            (.consumed, .collected, "お渡し済み", "Collected", false),
            (.released, .cancelled, "キャンセル", "Cancelled", false),
            (.released, .rejected, "キャンセル", "Cancelled", false),
            (.released, .toReturn, "キャンセル", "Cancelled", false),
            (.expired, .returnedToShelf, "期限切れ", "Expired", false),
        ]
        for (hold, fulfilment, japanese, english, isWaiting) in table {
            let status = Fixture.status(Fixture.reservation(hold, fulfilment))
            let pages = [Fixture.page(status, Fixture.japanese), Fixture.page(status, Fixture.english)].map(
                Fixture.read)
            #expect(pages[0].contains(japanese) && pages[1].contains(english))
            #expect(pages[0].contains(Japanese().headline(status.status)))
            #expect(pages[1].contains(English().headline(status.status)))
            #expect(pages[0].contains("まだお受け取りいただけません") == isWaiting)
            #expect(pages[1].contains("Not ready to collect yet") == isWaiting)
        }
        for words in [Japanese() as any Wording, English()] {
            #expect(Set(CustomerStatus.allCases.map { words.word($0) }).count == 7)
            #expect(Set(CustomerStatus.allCases.map { words.headline($0) }).count == 7)
            #expect(Set(PickupStatus.Moment.Kind.allCases.map { words.moment($0, until: nil) }).count > 18)
        }
    }

    @Test("The code is shown once the store has the work in hand, and no longer than it opens something")
    func code() {
        func shows(_ hold: Hold, _ fulfilment: Fulfilment) -> Bool {
            Fixture.read(Fixture.page(Fixture.status(Fixture.reservation(hold, fulfilment)))).contains("7K3M-Q9ZT")
        }
        #expect(shows(.active, .ready) && shows(.active, .picking) && shows(.active, .accepted))
        #expect(!shows(.active, .requested) && !shows(.active, .awaitingStock))
        #expect(!shows(.consumed, .collected) && !shows(.released, .cancelled) && !shows(.expired, .toReturn))
    }

    @Test("What happens next comes with a moment, and an apology when that has passed")
    func next() {
        let preparing = Fixture.reservation(.active, .picking)
        #expect(Fixture.read(Fixture.page(Fixture.status(preparing))).contains("11月22日(日) 15:05ごろまでに"))
        let late = Fixture.status(preparing, now: Fixture.instant("2026-11-22T15:06:00+09:00"))
        #expect(late.times.isLate)
        #expect(Fixture.read(Fixture.page(late)).contains("申し訳ございません"))
        #expect(Fixture.read(Fixture.page(late, Fixture.english)).contains("we are sorry"))
    }

    @Test("A missing unit is the customer's to decide, whatever the store is at")
    func undecided() {
        let status = Fixture.status(
            Fixture.reservation(.active, .picking, contact: .pending) { r in
                r.lines[1].quantity = 1
                r.lines[1].missing = 1
                r.lines[1].missingReason = "damaged"
            })
        #expect(status.next == .youDecide && status.call == .expected)
        #expect(!status.actions.mayAskForCall)
        let page = Fixture.page(status)
        #expect(Fixture.read(page).contains("うち1点は、ご相談のうえご用意します"))
        #expect(!page.contains("damaged"))
    }

    @Test("How it ended is told by who ended it")
    func endings() {
        func next(_ told: Event.Payload, _ author: Author, _ fulfilment: Fulfilment) -> PickupStatus.Next {
            Fixture.status(
                Fixture.reservation(.released, fulfilment), events: [Fixture.event(told, "13:10", author: author)]
            ).next
        }
        let agent = Author.staff(StaffID(unique: UniqueID(high: 1, low: 1)), .agent)
        let cancelled = Event.Payload.cancelled(.init(reason: "customer"))
        let rejected = Event.Payload.rejected(.init(reason: "damaged", note: OwnWords("")))
        #expect(next(cancelled, .customer, .cancelled) == .over(.cancelledByYou))
        #expect(next(cancelled, agent, .cancelled) == .over(.cancelled))
        #expect(next(rejected, agent, .rejected) == .over(.notAvailable))
        #expect(Fixture.status(Fixture.reservation(.expired, .cancelled)).next == .over(.lapsed))
    }

    @Test("Opening hours run from today to the pick-up-by, a closed day and the small hours included")
    func hours() {
        let status = Fixture.status(
            Fixture.reservation(.active, .ready) { $0.pickUpBy = Fixture.instant("2026-11-28T02:00:00+09:00") })
        #expect(status.hours.map(\.day.description) == (22...27).map { "2026-11-\($0)" })
        #expect(status.hours[3].periods.isEmpty)
        #expect(status.hours[5].periods == [600..<1560])
        let page = Fixture.read(Fixture.page(status))
        #expect(page.contains("休業日") && page.contains("10:00–翌2:00") && page.contains("本日"))
        #expect(Fixture.status(Fixture.reservation(.consumed, .collected)).hours.isEmpty)
    }

    @Test("An extension is offered as far as it would go, and not beyond the policy")
    func extensions() {
        let offered = Fixture.status(Fixture.reservation(.active, .ready))
        #expect(offered.actions.extendsTo == Fixture.instant("2026-11-28T20:00:00+09:00"))
        let used = Fixture.status(Fixture.reservation(.active, .ready) { $0.extensions = 1 })
        #expect(used.actions.extendsTo == nil && used.actions.extensionRefusal == .extensionLimit(1))
        #expect(used.actions.offered == [.onMyWay, .here, .callMe, .cancel])
        #expect(Fixture.status(Fixture.reservation(.consumed, .collected)).actions.offered.isEmpty)
    }

    @Test("An action whose outcome is unknown is asked again with the same key, and says that it is done once")
    func unknownOutcome() {
        let view = ConfirmView(
            status: Fixture.status(Fixture.reservation(.active, .ready)), action: .cancel, visitor: Fixture.english,
            token: "t", key: "same-key", isRepeated: true)
        #expect(view.html.text.contains("name=\"key\" value=\"same-key\""))
        #expect(Fixture.read(view.html.text).contains("it will not be done twice"))
    }

    @Test("Dates and money are written as people read them")
    func formats() throws {
        let (japanese, english) = (Japanese(), English())
        let day = try #require(Day(year: 2026, month: 11, day: 25))
        let nextYear = try #require(Day(year: 2027, month: 1, day: 4))
        #expect(japanese.day(day, today: day) == "11月25日(水)")
        #expect(japanese.day(nextYear, today: day) == "2027年1月4日(月)")
        #expect(english.day(day, today: day) == "Wed 25 Nov")
        #expect(english.day(nextYear, today: day) == "Mon 4 Jan 2027")
        #expect(japanese.clock(1200) == "20:00" && japanese.clock(1560) == "翌2:00" && japanese.clock(5) == "0:05")
        #expect(english.clock(1560) == "2:00 (next day)")
        for (amount, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_800, "12,800"), (1_234_567, "1,234,567")] {
            #expect(japanese.yen(amount) == "\(text)円" && english.yen(amount) == "¥\(text)")
        }
        #expect(japanese.moment(Fixture.now, in: .tokyo, asOf: Fixture.now) == "11月22日(日) 13:20")
    }
}
