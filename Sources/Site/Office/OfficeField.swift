// SPDX-License-Identifier: Apache-2.0

/// Writes one field of a form with its label, its hint and what is wrong with it.
struct OfficeField: Sendable {
    let name: String
    let label: String
    let value: String
    var kind = Kind.text
    var hint: String?
    var fault: String?
    var most = 200

    enum Kind: Sendable {
        case text, number, date, moment, area
        /// For what it is: `current-password` or `new-password`, as browsers and their helpers know it (WHATWG HTML, 4.10.18.7).
        case password(String)
        case choice([(value: String, label: String)])
        case check
    }

    var html: HTML {
        if case .check = kind {
            return """
                <div><label class="check"><input type="checkbox" name="\(name)"\
                \(flag: "checked", value == "on")\(fault == nil ? HTML.none : told)>\
                <span>\(label)\(hint.map { "<small>\($0)</small>" as HTML })</span></label>
                \(fault.map { "<p class=\"fault\" id=\"\(name)-fault\">\($0)</p>" as HTML })</div>
                """
        }
        return """
            <div class="field"><label for="\(name)">\(label)</label>
            \(input)
            \(fault.map { "<p class=\"fault\" id=\"\(name)-fault\">\($0)</p>" as HTML })\
            \(hint.map { "<small class=\"hint\" id=\"\(name)-hint\">\($0)</small>" as HTML })</div>
            """
    }

    private var told: HTML {
        guard fault != nil else { return hint == nil ? "" : " aria-describedby=\"\(name)-hint\"" }
        return " aria-invalid=\"true\" aria-describedby=\"\(name)-fault\""
    }

    private var input: HTML {
        switch kind {
        case .choice(let options):
            return """
                <select id="\(name)" name="\(name)"\(told)>\(options.map { option in
                    "<option value=\"\(option.value)\"\(flag: "selected", option.value == value)>\(option.label)</option>" as HTML
                })</select>
                """
        case .area:
            return
                "<textarea id=\"\(name)\" name=\"\(name)\" rows=\"6\" maxlength=\"\(most)\"\(told)>\n\(value)</textarea>"
        case .number:
            return """
                <input id="\(name)" name="\(name)" value="\(value)" inputmode="numeric" maxlength="9" \
                class="number"\(told)>
                """
        case .date: return "<input id=\"\(name)\" name=\"\(name)\" value=\"\(value)\" type=\"date\"\(told)>"
        case .moment:
            return "<input id=\"\(name)\" name=\"\(name)\" value=\"\(value)\" type=\"datetime-local\"\(told)>"
        case .password(let purpose):
            return """
                <input id="\(name)" name="\(name)" type="password" autocomplete="\(purpose)" maxlength="\(most)"\(told)>
                """
        case .text, .check:
            return "<input id=\"\(name)\" name=\"\(name)\" value=\"\(value)\" maxlength=\"\(most)\"\(told)>"
        }
    }
}
