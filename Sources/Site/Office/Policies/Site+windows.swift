// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Stock

/// The callable windows: when customers may be called, on the clock of their store.
extension Site {
    @Sendable func showWindows(_ asked: Asked, _ office: Office) async throws -> Answered {
        let windows = try await desk.windows()
        return try await windowsPage(asked, office, windows, HoursInput(windows))
    }

    @Sendable func changeWindows(_ asked: Asked, _ office: Office) async throws -> Answered {
        let input = HoursInput(asked.form)
        var (periods, faults) = input.read()
        if faults.isEmpty { faults = WindowsFaults.of(periods) }
        var isStale = false
        if faults.isEmpty {
            let edit = office.edit(asked)
            if try await takes({ try await desk.keep(windows: periods, edit) }) {
                return .seeOther(office.link(.windows, [("done", OfficeDone.saved.rawValue)]))
            }
            isStale = true
            faults = office.meanwhile(Facts(hours: try await desk.windows()), typed: Facts(hours: periods))
        }
        return try await windowsPage(asked, office, try await desk.windows(), input, faults, isStale: isStale)
    }

    private func windowsPage(
        _ asked: Asked, _ office: Office, _ windows: [OpeningPeriod], _ input: HoursInput,
        _ faults: [String: OfficeFault] = [:], isStale: Bool = false
    ) async throws -> Answered {
        let history = try await history(of: Desk.theOnlyOne, [.callableWindows])
        let note = isStale ? office.stale(faults) : office.done(asked, holdsAfter: ContactRules.freshness, history)
        let view = WindowsView(
            office: office, windows: windows, input: input, faults: faults, note: note,
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(office.say(.callableWindows), status: Office.status(faults, isStale: isStale), view.html)
    }
}

/// Finds the field at which a week of windows is refused.
enum WindowsFaults {
    static func of(_ periods: [OpeningPeriod]) -> [String: OfficeFault] {
        switch CallableWindows.fault(in: periods) {
        case nil: [:]
        case .pastMidnight:
            Dictionary(
                periods.filter { $0.closes > 1440 }.map { ("day\($0.day)", OfficeFault.pastMidnight) },
                uniquingKeysWith: { first, _ in first })
        case .overlap:
            Dictionary(
                zip(periods.sorted(), periods.sorted().dropFirst())
                    .filter { $0.day == $1.day && ($1.opens < $0.closes || $1.opens == $0.opens) }
                    .map { ("day\($0.0.day)", OfficeFault.overlap) }, uniquingKeysWith: { first, _ in first })
        case .never: ["day1": .windowNever]
        }
    }
}

/// Shows the week of callable windows with the form that changes it.
struct WindowsView: Sendable {
    let office: Office
    let windows: [OpeningPeriod]
    let input: HoursInput
    let faults: [String: OfficeFault]
    let note: HTML?
    let history: HistoryView

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <p class="crumbs"><a href="\(office.link(.policies))">\(office.say(.policies))</a></p>
        <h1 class="office-title">\(office.say(.callableWindows))</h1>
        \(note)
        <section class="card" aria-labelledby="week">
        <h2 id="week">\(words.rule(.week))</h2>
        <p class="fine">\(office.say(.callableWindowsHint))</p>
        \(windows.isEmpty ? "<p>\(words.rule(.windowsBuiltIn))</p>" as HTML : HTML.none)
        <form class="form" method="post" action="\(office.link(.windows))" novalidate>
        \(office.seen(Facts(hours: windows)))
        <p class="fine">\(words.rule(.windowsForm))</p>
        <div class="form-columns">
        \((1...8).map { day in
            OfficeField(
                name: "day\(day)", label: words.officeDay(day), value: input.days[day] ?? "",
                hint: day == OpeningPeriod.publicHoliday ? words.rule(.windowsHoliday) : nil,
                fault: faults["day\(day)"].map(words.office)
            ).html
        })
        </div>
        <div class="form-act"><button class="button button--main">\(office.say(.save))</button></div>
        </form>
        </section>
        \(history.html)
        """
    }
}
