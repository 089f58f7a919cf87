// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API

/// Holds one thing of every kind at S001, so that every endpoint can be asked for something that is there.
struct Furniture: Sendable {
    let reservation: String
    let customer: String
    let task: String
    let shortage: String
    let link: String
}

extension ServedHouse {
    /// Makes one thing of every kind.
    func furnish() async throws -> Furniture {
        let new = try await reserve([("C", 2)], wantsContact: true)
        let sold: JSON = ["location": "S001", "movements": [["sku": "C", "kind": "sold", "quantity": 1]]]
        _ = try await post("/v1/stock/movements", sold, as: people.web)
        let tasks = try await get("/v1/contact-tasks", as: people.agent).json
        let shortages = try await get("/v1/shortages", as: people.clerk).json
        return Furniture(
            reservation: new.id, customer: new["customer"]?.string ?? "", task: tasks["items"]?[0]?.id ?? "",
            shortage: shortages["items"]?[0]?.id ?? "",
            link: String((new["link"]?.string ?? "").dropFirst("https://shop.example/r/".count)))
    }
}

extension Endpoint {
    /// Prints the path and query of a request that names what is there.
    func target(_ things: Furniture) -> String {
        var path = self.path.template
        for parameter in parameters where parameter.part == .path {
            let value: String
            switch (parameter.name, self.path.template) {
            case ("token", _): value = things.link
            case ("sku", _): value = "A"
            case ("code", _): value = "TRK-301"
            case (_, let path) where path.contains("contact-tasks"): value = things.task
            case (_, let path) where path.contains("customers"): value = things.customer
            case (_, let path) where path.contains("shortages"): value = things.shortage
            default: value = things.reservation
            }
            path = path.replacing("{\(parameter.name)}", with: value)
        }
        let query = parameters.filter { $0.part == .query && $0.isRequired }.map { parameter in
            let value: String
            switch parameter.name {
            case "sku": value = "A"
            case "location": value = "S001"
            case "q": value = id == "searchCustomers" ? "7007" : "kanaria"
            default: value = parameter.schema.sample().string ?? "1"
            }
            return "\(parameter.name)=\(value)"
        }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }

    /// The schema of the body, where it is JSON.
    var bodySchema: Schema? {
        if case .json(let schema, _) = body { schema } else { nil }
    }

    /// Builds a request that names what is there at S001 and reads well; whether it can be done is another question.
    func request(_ things: Furniture, key: String, token: String?) -> (headers: [(String, String)], body: [UInt8]) {
        var headers = ServedHouse.headers(token, key: self.key == .no ? nil : key)
        switch body {
        case .none: return (headers, [])
        case .raw(let types, _):
            headers.append(("Content-Type", types[0]))
            return (headers, Array("sku,name,price\nA,品A,1000\n".utf8))
        case .json(let schema, _):
            headers.append(("Content-Type", "application/json"))
            return (headers, Array(schema.sample(known: ["cus-id": .string(things.customer)]).text.utf8))
        }
    }
}
