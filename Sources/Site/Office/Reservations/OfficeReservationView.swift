// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Shows all that is known of one reservation.
struct OfficeReservationView: Sendable {
    let office: Office
    let model: OfficeReservation
    /// What was typed to correct whom it is for.
    let input: PersonInput
    let faults: [String: OfficeFault]
    let note: HTML?

    private var words: any Wording { office.words }
    private var reservation: Reservation { model.reservation }

    var title: String { "\(reservation.codeShown) – \(office.say(.reservations))" }

    var html: HTML {
        let status = reservation.status(at: office.now)
        return """
            <p class="crumbs"><a href="\(office.link(.reservations))">\(office.say(.reservations))</a></p>
            <h1 class="office-title">\(reservation.codeShown) <span class="tag tag--\(status.rawValue)">\
            \(words.word(status))</span></h1>
            \(note)
            <div class="columns columns--office">
            <div>
            \(lines)
            \(held)
            \(contacts)
            \(notices)
            </div>
            <div>
            \(axes)
            \(RecipientCard(office: office, model: model, input: input, faults: faults).html)
            \(timeline)
            </div>
            </div>
            """
    }

    private func card(_ id: String, _ title: OfficeWord, _ body: HTML) -> HTML {
        """
        <section class="card" aria-labelledby="\(id)">
        <h2 id="\(id)">\(office.say(title))</h2>
        \(body)
        </section>
        """
    }

    private func facts(_ rows: [(OfficeWord, HTML?)]) -> HTML {
        let told = rows.compactMap { row in row.1.map { (row.0, $0) } }
        return """
            <dl class="facts">
            \(told.map { "<div><dt>\(office.say($0.0))</dt><dd>\($0.1)</dd></div>\n" as HTML })</dl>
            """
    }

    private func text(_ text: String) -> HTML? { text.isEmpty ? nil : "\(typed: text)" }

    private func other(_ id: ReservationID?) -> HTML? {
        id.map { "<a href=\"\(office.link(.reservation($0)))\">\($0.description)</a>" }
    }

    private var axes: HTML {
        let now: [(OfficeWord, HTML?)] = [
            (.hold, "\(words.office(reservation.hold))"),
            (.fulfilment, "\(words.office(reservation.fulfilment))"),
            (.contact, "\(words.office(reservation.contact))"),
            (.kind, "\(words.office(reservation.kind))"),
            (.store, office.place(reservation.location)),
            (.reference, text(reservation.reference)),
            (.id, text(reservation.id.description)),
        ]
        let times: [(OfficeWord, HTML?)] = [
            (.madeAt, office.time(reservation.createdAt)),
            (.readyBy, office.time(reservation.readyBy, at: reservation.location)),
            (.readyAt, reservation.readyAt.map(office.time)),
            (.pickUpBy, office.time(reservation.pickUpBy, at: reservation.location)),
            (.extensions, "\(reservation.extensions)"),
            (.closedAt, reservation.closedAt.map(office.time)),
            (.closeReason, text(reservation.closeReason)),
        ]
        let rest: [(OfficeWord, HTML?)] = [
            (.staging, text(reservation.staging)),
            (.collector, text(reservation.collector)),
            (.shipsFrom, reservation.shipsFrom.map(office.place)),
            (.reroutedFrom, other(reservation.reroutedFrom)),
            (.reroutedTo, other(reservation.reroutedTo)),
            (.note, text(reservation.note)),
            (.experiment, text(reservation.experiment.arm)),
        ]
        return card("axes", .state, facts(now + times + rest))
    }

    private var lines: HTML {
        card(
            "lines", .lines,
            Table(
                title: office.say(.lines),
                columns: [
                    .init(office.say(.goods)), .init(office.say(.price), isNumber: true),
                    .init(office.say(.requested), isNumber: true), .init(office.say(.promised), isNumber: true),
                    .init(office.say(.missing), isNumber: true), .init(office.say(.picked), isNumber: true),
                    .init(office.say(.collected), isNumber: true), .init(office.say(.heldAt)),
                ], rows: reservation.lines.map(line), empty: office.say(.nothing)
            ).html
                + "<p class=\"sum\"><span>\(office.say(.total))</span><strong>\(words.yen(reservation.total))</strong></p>"
        )
    }

    private func line(_ line: Line) -> [HTML] {
        [
            """
            \(typed: office.visitor.pick(ja: line.name, en: line.nameEN))<small>\(line.sku.code)\
            \(line.missingReason.isEmpty ? HTML.none : " · \(line.missingReason)")</small>
            """,
            "\(words.yen(line.unitPrice))", "\(line.requested)", "\(line.quantity)", "\(line.missing)",
            "\(line.picked)", "\(line.collected)",
            line.heldAt.map(office.place) ?? (line.isInTransit ? "\(office.say(.inTransit))" : "–"),
        ]
    }

    /// Says where the promised units are counted, and what the place has in all.
    private var held: HTML {
        let rows = reservation.lines.compactMap { line -> [HTML]? in
            guard let place = line.heldAt,
                let level = model.levels.first(where: { $0.key.location == place && $0.key.sku == line.sku })
            else { return nil }
            return [
                "\(line.sku.code)", office.place(place), "\(line.open)", "\(level.onHand)", "\(level.reserved)",
                "\(level.available)",
            ]
        }
        return card(
            "held", .stockHeld,
            Table(
                title: office.say(.stockHeld),
                columns: [
                    .init(office.say(.sku)), .init(office.say(.heldAt)), .init(office.say(.open), isNumber: true),
                    .init(office.say(.onHand), isNumber: true), .init(office.say(.reserved), isNumber: true),
                    .init(office.say(.available), isNumber: true),
                ], rows: rows, empty: office.say(.nothingHeld)
            ).html)
    }

    private var contacts: HTML {
        let tasks = Table(
            title: office.say(.contactTasks),
            columns: [
                .init(office.say(.purpose)), .init(office.say(.reasons)), .init(office.say(.state)),
                .init(office.say(.dueAt)), .init(office.say(.attempts), isNumber: true), .init(office.say(.outcome)),
            ],
            rows: model.tasks.map { task in
                [
                    "\(words.office(task.purpose))", "\(typed: task.reasons.joined(separator: ", "))",
                    "\(words.office(task.state))", office.time(task.dueAt),
                    "\(task.earlierAttempts + task.attempts)", "\(task.outcome)",
                ]
            }, empty: office.say(.noContact)
        ).html
        guard !model.attempts.isEmpty else { return card("contacts", .contactTasks, tasks) }
        return card("contacts", .contactTasks, tasks + attempts)
    }

    private var attempts: HTML {
        """
        <h3 class="small-title">\(office.say(.attempts))</h3>
        \(Table(
            title: office.say(.attempts),
            columns: [
                .init(office.say(.at)), .init(office.say(.author)), .init(office.say(.channel)),
                .init(office.say(.disposition)), .init(office.say(.note)),
            ],
            rows: model.attempts.map { attempt in
                let said = [attempt.note, attempt.need, attempt.advice].filter { !$0.isEmpty }
                return [
                    office.time(attempt.startedAt), "\(typed: attempt.agentName)", "\(attempt.channel.rawValue)",
                    "\(words.office(attempt.disposition))", HTML.joined(said.map { "\(typed: $0)" }, by: "<br>"),
                ]
            }, empty: office.say(.nothing)
        ).html)
        """
    }

    private var notices: HTML {
        card(
            "notices", .notices,
            Table(
                title: office.say(.notices),
                columns: [
                    .init(office.say(.notice)), .init(office.say(.state)), .init(office.say(.channel)),
                    .init(office.say(.recipient)), .init(office.say(.at)), .init(office.say(.failure)),
                ],
                rows: model.notices.map { notice in
                    [
                        "\(words.office(notice.kind))",
                        Piece.tag(words.office(notice.state), notice.state.tone),
                        "\(notice.channel)", "\(typed: notice.address)",
                        office.time(notice.acceptedAt ?? notice.createdAt), "\(typed: notice.failure)",
                    ]
                }, empty: office.say(.noNotices)
            ).html)
    }

    private var timeline: HTML {
        card(
            "timeline", .timeline,
            """
            <ol class="timeline">
            \(model.events.reversed().map { event in
                """
                <li><p>\(event.kind.map(words.officeEvent) ?? event.name)</p>\(details(event))\
                <small>\(office.time(event.at)) · \(office.author(event.author, model.people))</small></li>

                """ as HTML
            })</ol>
            """)
    }

    /// Tells the few members of an event that a person wants to read.
    private func details(_ event: Event) -> HTML? {
        let told = (event.payload?.details ?? []).filter { !$0.value.isEmpty }.map { detail, value -> HTML in
            let shown = Instant(rfc3339: value).map(office.moment) ?? value
            return "\(words.office(detail)): \(typed: shown)"
        }
        return told.isEmpty ? nil : "<p class=\"fine\">\(HTML.joined(told, by: " · "))</p>"
    }
}
