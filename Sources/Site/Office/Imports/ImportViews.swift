// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Takes a file, and lists what was taken lately.
struct ImportsView: Sendable {
    let office: Office
    /// Those without a report.
    let underWay: [ImportUnderWay]
    let past: [(key: String, at: Instant, report: OfficeReport)]
    let fault: OfficeFault?
    /// What was typed as the moment of its figures.
    let asOf: String

    private var words: any Wording { office.words }

    /// What is wrong with the file itself.
    private var fileFault: OfficeFault? { if case .oldMoment = fault { nil } else { fault } }

    /// Where the file was taken before: the wish to take it again.
    private var again: HTML {
        guard case .takenBefore = fault else { return HTML.none }
        return OfficeField(
            name: "again", label: office.say(.takeAgain), value: "", kind: .check, hint: office.say(.takeAgainHint)
        ).html
    }

    private var moment: OfficeField {
        OfficeField(
            name: "as_of", label: office.say(.figuresAsOf), value: asOf, kind: .moment,
            hint: office.say(.figuresAsOfHint),
            fault: fileFault == nil ? fault.map(words.office) : nil)
    }

    var html: HTML {
        """
        <h1 class="office-title">\(office.say(.imports))</h1>
        <section class="card" aria-labelledby="take">
        <h2 id="take">\(office.say(.importFile))</h2>
        <form class="form" method="post" action="\(office.link(.imports))" enctype="multipart/form-data" data-upload>
        <input type="hidden" name="key" value="\(office.key)">
        <div class="field"><label for="file">\(office.say(.file))</label>
        <input id="file" name="file" type="file" accept=".csv,.jsonl,.ndjson,.txt,text/csv" required\
        \(fileFault == nil ? " aria-describedby=\"file-hint\"" : " aria-invalid=\"true\" aria-describedby=\"file-fault\"")>
        \(fileFault.map { "<p class=\"fault\" id=\"file-fault\">\(words.office($0))</p>" as HTML })\
        <small class="hint" id="file-hint">\(office.say(.fileHint))</small></div>
        \(again)\
        \(moment.html)
        <fieldset class="choices"><legend>\(office.say(.importMode))</legend>
        \(ImportMode.allCases.map { mode in
            """
            <label class="check"><input type="radio" name="mode" value="\(mode.rawValue)"\(flag: "checked", mode == .check)>\
            <span>\(words.office(mode))</span></label>

            """ as HTML
        })</fieldset>
        <div class="form-act"><button class="button button--main">\(office.say(.send))</button>
        <progress max="100" value="0" hidden aria-label="\(office.say(.uploading))"></progress>
        <span role="status" data-sending="\(office.say(.uploading))" data-working="\(office.say(.importing))"></span></div>
        </form>
        </section>
        <section class="card" aria-labelledby="past">
        <h2 id="past">\(office.say(.pastImports))</h2>
        <p class="fine">\(office.say(.pastImportsHint))</p>
        \(Table(
            title: office.say(.pastImports),
            columns: [
                .init(office.say(.file)), .init(office.say(.at)), .init(office.say(.author)), .init(office.say(.state)),
                .init(office.say(.rowsRead), isNumber: true), .init(office.say(.rowsFailed), isNumber: true),
            ],
            rows: underWay.map { row in
                [
                    "<a href=\"\(office.link(.report(row.id)))\">\(typed: row.file)</a>", office.time(row.beganAt),
                    "\(typed: row.name)", Piece.tag(words.office(row.state), row.state.isOver ? .late : .ready),
                    "\(words.grouped(row.rows))", "–",
                ]
            }
                + past.map { row in
                [
                    "<a href=\"\(office.link(.report(row.key)))\">\(typed: row.report.file)</a>", office.time(row.at),
                    "\(typed: row.report.by)", "\(words.office(state: row.report))",
                    "\(words.grouped(row.report.rows))", "\(words.grouped(row.report.failed))",
                ]
            }, empty: office.say(.noImports)
        ).html)
        </section>
        """
    }
}

/// Shows how far a file is that has no report yet, or that it ended in the middle. The report stands in the same part, so
/// an open page turns into it.
struct ProgressView: Sendable {
    let office: Office
    let underWay: ImportUnderWay

    private var words: any Wording { office.words }

    var html: HTML {
        """
        <div data-part="import" class="office-part">
        <p class="crumbs"><a href="\(office.link(.imports))">\(office.say(.imports))</a></p>
        <h1 class="office-title">\(typed: underWay.file)</h1>
        \(underWay.state.isOver ? ended : running)
        </div>
        """
    }

    private var running: HTML {
        let rows = words.officeProgress(rows: underWay.rows, percent: underWay.percent)
        return """
            <section class="card" aria-labelledby="progress">
            <h2 id="progress">\(underWay.isChecking ? office.say(.importChecking) : words.office(underWay.state))</h2>
            <div class="progress"><progress max="100" value="\(underWay.percent)" aria-labelledby="progress"></progress>
            <p role="status">\(rows)</p></div>
            <p class="fine">\(words.office(underWay.mode)) · \(typed: underWay.name) · \(office.time(underWay.beganAt))</p>
            <p class="fine">\(office.say(.importGoesOn))</p>
            <p class="card-act"><a class="button button--plain" href="\(office.link(.report(underWay.id)))">\(office.say(.readAgain))</a></p>
            </section>
            """
    }

    private var ended: HTML {
        """
        \(Piece.notice(
            good: false,
            "<strong>\(words.office(underWay.state))</strong><br>\(words.officeLeft(underWay.mode, rows: underWay.rows))"))
        <p><a class="button button--plain" href="\(office.link(.imports))">\(office.say(.importAgain))</a></p>
        """
    }
}

/// Shows what became of one file: what was written, and every line that was not taken with its reason.
struct ReportView: Sendable {
    let office: Office
    let report: OfficeReport

    private var words: any Wording { office.words }

    var html: HTML {
        let isGood = report.failed == 0
        return """
            <div data-part="import" class="office-part">
            <p class="crumbs"><a href="\(office.link(.imports))">\(office.say(.imports))</a></p>
            <h1 class="office-title">\(typed: report.file)</h1>
            <div class="notice \(isGood ? "notice--good" : "notice--bad")" role="status">\
            \(isGood ? Icons.check : Icons.cross)<p><strong>\(words.office(state: report))</strong><br>\
            \(words.officeRows(report.rows, failed: report.failed))</p></div>
            \(report.touch.map { touch in
                """
                <section class="card" aria-labelledby="touched">
                <h2 id="touched">\(words.officeTouchTitle)</h2>
                <p>\(report.isApplied ? words.officeTouched(touch) : words.officeTouch(touch))</p>
                </section>
                """ as HTML
            })
            <section class="card" aria-labelledby="counts">
            <h2 id="counts">\(office.say(.importCounts))</h2>
            <p class="fine">\(report.format) · \(report.encoding)\
            \(report.asOf.map { " · \(office.say(.figuresAsOf)) \(office.time($0))" as HTML })</p>
            \(Table(
                title: office.say(.importCounts),
                columns: [
                    .init(office.say(.kindOfRows)), .init(office.say(.created), isNumber: true),
                    .init(office.say(.updated), isNumber: true), .init(office.say(.unchanged), isNumber: true),
                    .init(office.say(.removed), isNumber: true),
                ],
                rows: report.counts.map { count in
                    [
                        "\(words.office(count.thing))", "\(words.grouped(count.created))",
                        "\(words.grouped(count.updated))", "\(words.grouped(count.unchanged))",
                        "\(words.grouped(count.removed))",
                    ]
                }, empty: office.say(.nothing)
            ).html)
            </section>
            <section class="card" aria-labelledby="faults">
            <h2 id="faults">\(office.say(.importFaults))</h2>
            \(Table(
                title: office.say(.importFaults),
                columns: [
                    .init(office.say(.line), isNumber: true), .init(office.say(.column)), .init(office.say(.severity)),
                    .init(office.say(.reason)),
                ],
                rows: report.faults.map { fault in
                    [
                        "\(fault.line)", "\(typed: fault.column)",
                        "\(office.say(fault.isError ? .severityError : .severityWarning))",
                        "\(typed: office.visitor.pick(ja: fault.ja, en: fault.en))",
                    ]
                }, empty: office.say(.noFaults)
            ).html)
            \(report.untold > 0 ? "<p class=\"fine\">\(words.officeUntold(report.untold))</p>" : HTML.none)
            </section>
            </div>
            """
    }
}
