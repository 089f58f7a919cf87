// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Kit
import PQ
import Stock

extension Problem {
    /// Maps what the shop says no to; the switch is exhaustive, so a new refusal does not compile without its answer.
    package init(refusal: Refusal) {
        switch refusal {
        case .notFound(let thing):
            self.init(.notFound, Words(ja: "\(thing.words.ja)が見つかりません。", en: "No such \(thing.words.en)."))
        case .soldOut(let sku, let location, let available):
            self.init(
                .soldOut,
                Words(
                    ja: "\(location)の\(sku)は、残り\(available)点です。",
                    en: "\(available) of \(sku) are available at \(location)."))
            members = [
                "sku": .string(sku.code), "location": .string(location.code), "available": .int(max(0, available)),
            ]
        case .locationCannotServe(let location):
            self.init(.locationCannotServe)
            members = ["location": .string(location.code)]
        case .unknownSKU(let sku):
            self.init(.unknownSKU)
            members = ["sku": .string(sku.code)]
        case .doesNotFit(let why): self.init(.doesNotFit, Words(ja: why, en: why))
        case .alreadyCollected: self.init(.alreadyCollected)
        case .alreadyReleased: self.init(.alreadyReleased)
        case .expired: self.init(.expired)
        case .wrongStep(let step, let fulfilment):
            self.init(
                .wrongStep,
                Words(ja: "\(fulfilment)のため、\(step)できません。", en: "It is \(fulfilment), so \(step) is not possible."))
            members = ["step": .string(step), "fulfilment": .string(fulfilment)]
        case .undecidedShortage: self.init(.undecidedShortage)
        case .notAllPicked: self.init(.notAllPicked)
        case .extensionLimit(let limit):
            self.init(.extensionLimit)
            members = ["limit": .int(limit)]
        case .tooManyOpen(let limit):
            self.init(.tooManyOpen)
            members = ["limit": .int(limit)]
        case .tooManyUnproved(let sku, let location):
            self.init(.tooManyUnproved)
            members = ["sku": .string(sku.code), "location": .string(location.code)]
        case .wrongCode: self.init(.wrongCode)
        case .stale(let current):
            self.init(.stale)
            members = ["current_version": .int(current)]
            headers = [.eTag: Answer.tag(version: current)]
        case .keyReused: self.init(.keyReused)
        case .outsideCallableWindow(let opensAt):
            self.init(.outsideCallableWindow)
            if let opensAt { members = ["opens_at": .string(opensAt.rfc3339())] }
        case .contactStopped: self.init(.contactStopped)
        case .notOffered: self.init(.notOffered)
        case .taskClosed: self.init(.taskClosed)
        case .tooManyMessages(let seconds), .tooOften(let seconds):
            self = Problem(.tooManyRequests).retry(after: seconds)
        case .neverOpen(let location):
            self.init(.neverOpen)
            members = ["location": .string(location.code)]
        }
    }
}

extension Refusal.Thing {
    /// Names the thing to the one who looked for it.
    var words: Words {
        switch self {
        case .reservation: Words(ja: "取り置き", en: "reservation")
        case .location: Words(ja: "拠点", en: "location")
        case .sku: Words(ja: "SKU", en: "SKU")
        case .customer: Words(ja: "お客様", en: "customer")
        case .contactTask: Words(ja: "連絡タスク", en: "contact task")
        case .shortage: Words(ja: "不足", en: "shortage")
        case .link: Words(ja: "リンク", en: "link")
        case .staff: Words(ja: "スタッフ", en: "staff member")
        case .route: Words(ja: "URL", en: "address")
        }
    }
}

extension Problem {
    /// Says that a code means several SKUs, and which.
    init(ambiguous code: GTIN, among skus: [SKU]) {
        let list = skus.map(\.code).joined(separator: ", ")
        self.init(
            .ambiguousCode,
            Words(ja: "\(code)は、次のいずれかです: \(list)。SKUを指定してください。", en: "\(code) is one of \(list): give the SKU."))
        members = ["gtin": .string("\(code)"), "skus": .array(skus.map { .string($0.code) })]
    }
}
