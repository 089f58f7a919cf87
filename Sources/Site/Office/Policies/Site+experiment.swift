// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ

/// The experiment: into which arms customers are drawn. Its shares are never changed: a change begins a new one.
extension Site {
    @Sendable func showExperiment(_ asked: Asked, _ office: Office) async throws -> Answered {
        let rows = try await desk.arms()
        return try await experimentPage(asked, office, rows, ArmsInput(Experiment.Arm.list(rows)))
    }

    @Sendable func beginExperiment(_ asked: Asked, _ office: Office) async throws -> Answered {
        let input = ArmsInput(asked.form)
        var (arms, faults) = input.read()
        var isStale = false
        if faults.isEmpty {
            let edit = office.edit(asked)
            if try await takes({ try await desk.begin(arms, edit) }) {
                return .seeOther(office.link(.experiment, [("done", OfficeDone.saved.rawValue)]))
            }
            isStale = true
            arms = []
            faults = ["arm1": .nowIs(ArmsInput(Experiment.Arm.list(try await desk.arms())).told)]
        }
        return try await experimentPage(asked, office, try await desk.arms(), input, faults, isStale: isStale)
    }

    private func experimentPage(
        _ asked: Asked, _ office: Office, _ rows: [ReadExperimentArms.Row], _ input: ArmsInput,
        _ faults: [String: OfficeFault] = [:], isStale: Bool = false
    ) async throws -> Answered {
        let history = try await history(of: Desk.theOnlyOne, [.experiment])
        let note = isStale ? office.stale(faults) : office.done(asked, holdsAfter: ContactRules.freshness, history)
        let view = ExperimentView(
            office: office, rows: rows, input: input, faults: faults, note: note,
            history: HistoryView(office: office, changes: history, people: try await names()))
        return office.page(office.say(.experiment), status: Office.status(faults, isStale: isStale), view.html)
    }
}

/// Holds arms as they are typed: a name and a share in percent for each.
struct ArmsInput: Sendable, Equatable {
    static let most = 5

    var lines: [(name: String, share: String)]

    static func == (a: ArmsInput, b: ArmsInput) -> Bool {
        a.lines.elementsEqual(b.lines) { $0.name == $1.name && $0.share == $1.share }
    }

    init(_ arms: [Experiment.Arm]) {
        lines = arms.map { (name: $0.name, share: ArmsInput.percent($0.perMille)) }
        if lines.isEmpty { lines = [(name: "human", share: "100")] }
    }

    init(_ form: FormFields) {
        lines = (1...ArmsInput.most).map { (name: form.trimmed("arm\($0)"), share: form.trimmed("share\($0)")) }
    }

    private static func percent(_ perMille: Int) -> String {
        perMille % 10 == 0 ? "\(perMille / 10)" : "\(perMille / 10).\(perMille % 10)"
    }

    /// Tells the arms in one line.
    var told: String {
        lines.filter { !$0.name.isEmpty }.map { "\($0.name) \($0.share) %" }.joined(separator: ", ")
    }

    /// Reads the arms; what is wrong stands by field. Lines without a name and a share are left out.
    func read() -> (arms: [Experiment.Arm], faults: [String: OfficeFault]) {
        var (arms, faults) = ([Experiment.Arm](), [String: OfficeFault]())
        for (place, line) in lines.enumerated() where !(line.name.isEmpty && line.share.isEmpty) {
            guard let share = ArmsInput.perMille(line.share) else {
                faults["share\(place + 1)"] = .share
                continue
            }
            if !ContactPolicy.isName(line.name) { faults["arm\(place + 1)"] = .armName }
            if arms.contains(where: { $0.name == line.name }) { faults["arm\(place + 1)"] = .armTwice }
            arms.append(Experiment.Arm(name: line.name, perMille: share))
        }
        if faults.isEmpty, Experiment.fault(in: arms) != nil { faults["share1"] = .shareSum }
        return (arms, faults)
    }

    /// Reads `12.5` as 125; nil for what is no percentage with one decimal at most.
    private static func perMille(_ text: String) -> Int? {
        let plain = text.hasSuffix("%") ? text.dropLast().split(separator: " ").joined() : text
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isWholeNumber) }),
            let whole = Int(parts[0]), (0...100).contains(whole), parts.count == 1 || parts[1].utf8.count == 1
        else { return nil }
        let tenth = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let share = whole * 10 + tenth
        return share <= 1_000 ? share : nil
    }
}

/// Shows the running experiment with the form that begins another.
struct ExperimentView: Sendable {
    let office: Office
    let rows: [ReadExperimentArms.Row]
    let input: ArmsInput
    let faults: [String: OfficeFault]
    let note: HTML?
    let history: HistoryView

    private var words: any Wording { office.words }

    var html: HTML {
        let salt = rows.first?.salt
        return """
            <p class="crumbs"><a href="\(office.link(.policies))">\(office.say(.policies))</a></p>
            <h1 class="office-title">\(office.say(.experiment))\
            \(salt.map { " <small>\(words.rule(.salt)) \($0)</small>" as HTML })</h1>
            \(note)
            <section class="card" aria-labelledby="arms">
            <h2 id="arms">\(words.rule(.arms))</h2>
            <p class="fine">\(office.say(.experimentHint)) \(words.rule(.armsHint))</p>
            \(rows.isEmpty ? "<p>\(office.say(.noExperiment))</p>" as HTML : HTML.none)
            <form class="form" method="post" action="\(office.link(.experiment))" novalidate>
            \(office.seen(Facts(arms: Experiment.Arm.list(rows), salt: salt)))
            \((1...ArmsInput.most).map(line))
            <p class="fine">\(words.rule(.experimentNew))</p>
            <div class="form-act"><button class="button button--main">\(words.rule(.experimentBegin))</button></div>
            </form>
            </section>
            \(history.html)
            """
    }

    private func line(_ number: Int) -> HTML {
        let typed = input.lines.dropFirst(number - 1).first ?? (name: "", share: "")
        let fields = PolicyFields(office: office, faults: faults)
        return """
            <fieldset class="choices arm"><legend class="unseen">\(words.officeArm(number))</legend>
            \(fields.field("arm\(number)", words.officeArm(number), typed.name, most: 64))
            \(fields.field("share\(number)", words.rule(.sharePercent), typed.share, .number))
            </fieldset>
            """
    }
}
