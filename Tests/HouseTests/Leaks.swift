// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API

/// Finds what an answer shows to somebody who may not see it: by the printed document, field by field, and by words that
/// were laid out, whatever the document says.
struct Leaks {
    let document: JSON
    let canaries: [Canary]

    /// Is a text that stands in the data, and who may read it.
    struct Canary: Sendable {
        let text: String
        /// Any of these.
        let scopes: Set<Scope>
        /// Operations whose purpose needs it, whatever else the caller may do.
        var operations: Set<String> = []
    }

    /// Says who asks.
    struct Reader: Sendable {
        let scopes: Set<Scope>
        /// Whether what lies at S001, and the people who reserved there alone, are to be seen.
        var seesTheStore = true
    }

    /// What was met of the properties with a scope of their own: shown to those who have it, left out for the others.
    struct Met: Equatable {
        var shown: Set<String> = []
        var withheld: Set<String> = []
    }

    /// Lists what is wrong with an answer.
    func found(in answer: HTTPAnswer, of endpoint: Endpoint, to reader: Reader, _ met: inout Met) -> [String] {
        var leaks: [String] = []
        let responses = document["paths"]?[endpoint.path.template]?[endpoint.method.rawValue.lowercased()]?["responses"]
        let schema = responses?[String(answer.status)]?["content"]?["application/json"]?["schema"]
        if let schema { walk(answer.json, beside: schema, at: endpoint.id, reader, &leaks, &met) }
        return leaks + words(in: answer.text, of: endpoint, to: reader)
    }

    /// Lists the canaries in a text that its reader may not see.
    func words(in text: String, of endpoint: Endpoint, to reader: Reader) -> [String] {
        // Who holds the customer's link is the customer.
        if endpoint.path.template.hasPrefix("/v1/pickup/") { return [] }
        return canaries.filter { canary in
            guard text.contains(canary.text) else { return false }
            guard reader.seesTheStore else { return true }
            return canary.scopes.isDisjoint(with: reader.scopes) && !canary.operations.contains(endpoint.id)
        }.map { "\(endpoint.id) shows \($0.text)" }
    }

    private func walk(
        _ value: JSON, beside schema: JSON, at place: String, _ reader: Reader, _ leaks: inout [String],
        _ met: inout Met
    ) {
        if let name = schema["$ref"]?.string?.split(separator: "/").last {
            guard let named = document["components"]?["schemas"]?[String(name)] else {
                leaks.append("\(place) is of a schema that the document has not")
                return
            }
            return walk(value, beside: named, at: place, reader, &leaks, &met)
        }
        if let tag = schema["discriminator"] {
            guard let word = tag["propertyName"]?.string.flatMap({ value[$0]?.string }),
                let reference = tag["mapping"]?[word]
            else {
                leaks.append("\(place) is of a kind that the document has not")
                return
            }
            return walk(value, beside: ["$ref": reference], at: place, reader, &leaks, &met)
        }
        if let either = schema["anyOf"]?[0] {
            if !value.isNull { walk(value, beside: either, at: place, reader, &leaks, &met) }
            return
        }
        if let items = schema["items"] {
            for element in value.array ?? [] { walk(element, beside: items, at: place, reader, &leaks, &met) }
        }
        guard let properties = schema["properties"]?.object, let object = value.object else { return }
        let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
        for property in properties {
            let here = "\(place)/\(property.key)"
            let scope = property.value["x-scope"]?.string
            let isHis = scope.map { name in reader.scopes.contains { $0.rawValue == name } }
            switch (object[property.key], isHis) {
            case (let member?, nil): walk(member, beside: property.value, at: here, reader, &leaks, &met)
            case (let member?, true?):
                met.shown.insert(here)
                walk(member, beside: property.value, at: here, reader, &leaks, &met)
            case (_?, false?): leaks.append("\(here) asks for \(scope ?? "")")
            case (nil, true?): leaks.append("\(here) is kept from who has \(scope ?? "")")
            case (nil, false?): met.withheld.insert(here)
            case (nil, nil): if required.contains(property.key) { leaks.append("\(here) is missing") }
            }
        }
        for member in object where properties[member.key] == nil {
            leaks.append("\(place)/\(member.key) is not declared")
        }
    }

    /// Every property with a scope of its own, as the walk names it.
    func narrow(of endpoint: Endpoint) -> Set<String> {
        var found: Set<String> = []
        let responses = document["paths"]?[endpoint.path.template]?[endpoint.method.rawValue.lowercased()]?["responses"]
        for response in responses?.object ?? [:] {
            guard let schema = response.value["content"]?["application/json"]?["schema"] else { continue }
            gather(schema, at: endpoint.id, depth: 0, &found)
        }
        return found
    }

    private func gather(_ schema: JSON, at place: String, depth: Int, _ found: inout Set<String>) {
        guard depth < 12 else { return }
        if let name = schema["$ref"]?.string?.split(separator: "/").last,
            let named = document["components"]?["schemas"]?[String(name)]
        {
            gather(named, at: place, depth: depth + 1, &found)
        }
        for schema in schema["oneOf"]?.array ?? [] { gather(schema, at: place, depth: depth + 1, &found) }
        if let either = schema["anyOf"]?[0] { gather(either, at: place, depth: depth + 1, &found) }
        if let items = schema["items"] { gather(items, at: place, depth: depth + 1, &found) }
        for property in schema["properties"]?.object ?? [:] {
            let here = "\(place)/\(property.key)"
            if property.value["x-scope"] != nil { found.insert(here) }
            gather(property.value, at: here, depth: depth + 1, &found)
        }
    }
}

extension Leaks.Canary {
    /// The words that `ServedHouse.layOut` leaves in the data of S001.
    static let laidOut: [Leaks.Canary] = [
        Leaks.Canary(text: "kanaria-note", scopes: [.readContact], operations: ["claimContactTask"]),
        Leaks.Canary(text: "kanaria-need", scopes: [.readContact], operations: ["claimContactTask"]),
        Leaks.Canary(text: "kanaria-advice", scopes: [.readContact], operations: ["claimContactTask"]),
        Leaks.Canary(text: "kanaria-message", scopes: [.readContact]),
        Leaks.Canary(text: "kanaria-wish", scopes: [.readReservations, .writeReservations]),
        Leaks.Canary(text: "kanaria-proxy", scopes: [.readReservations, .writeReservations]),
        // Who is to call needs the number; the counter compares its last four digits.
        Leaks.Canary(text: "+819000007007", scopes: [.readCustomers], operations: ["claimContactTask"]),
        Leaks.Canary(text: "kanaria@shop.example", scopes: [.readCustomers], operations: ["claimContactTask"]),
        Leaks.Canary(
            text: "金糸雀", scopes: [.readCustomers, .readReservations], operations: ["claimContactTask"]),
    ]
}

extension HousePlan {
    /// Where `layOut` finds a customer to be called twice within the hour.
    static var laidOut: HousePlan {
        HousePlan(
            shop: ShopPlan(contact: [
                ContactPolicy(
                    id: "asked", priority: 1, reason: "customer_asked", whenAsked: true, withinMinutes: 60,
                    retryMinutes: [10, 10, 10])
            ]))
    }
}

extension ServedHouse {
    /// Makes one thing of every kind at S001, with words in every place where people write, of a customer who was never at
    /// another store.
    func layOut() async throws -> Furniture {
        let wish: JSON = [
            "location": "S001", "lines": [["sku": "C", "quantity": 2]], "wants_contact": true, "note": "kanaria-wish",
            "customer": ["name": "金糸雀 花子", "phone": "090-0000-7007", "mail": "kanaria@shop.example"],
        ]
        let new = try await post("/v1/reservations", wish, as: people.web).json
        try await carryOut("proxy", ["name": "kanaria-proxy"], on: new.id, as: people.web)
        let sold: JSON = ["location": "S001", "movements": [["sku": "C", "kind": "sold", "quantity": 1]]]
        _ = try await post("/v1/stock/movements", sold, as: people.web)
        let task = try await post("/v1/contact-tasks/claim", as: people.agent).json["task"]?.id ?? ""
        var attempt = attempt("no_answer").object ?? [:]
        (attempt["note"], attempt["need"], attempt["advice"]) = ("kanaria-note", "kanaria-need", "kanaria-advice")
        _ = try await post("/v1/contact-tasks/\(task)/attempts", .object(attempt), as: people.agent)
        _ = try await post("/v1/reservations/\(new.id)/messages", ["text": "kanaria-message"], as: people.web)
        // The second try is due.
        clock.advance(by: .seconds(601))
        let shortages = try await get("/v1/shortages", as: people.clerk).json
        return Furniture(
            reservation: new.id, customer: new["customer"]?.string ?? "", task: task,
            shortage: shortages["items"]?[0]?.id ?? "",
            link: String((new["link"]?.string ?? "").dropFirst("https://shop.example/r/".count)))
    }
}
