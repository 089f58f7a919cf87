// SPDX-License-Identifier: Apache-2.0

extension English: ShopWording {
    package var shopTitle: String { "Good things for every day, set aside for you" }
    package var shopLead: String { "Reserve what you like at a store near you. Pay there, once you have seen it." }
    package var demoNote: String { "This is a sample shop. Neither its goods nor its stores exist." }
    package var search: String { "Search" }
    package var searchField: String { "Name, item number or barcode" }
    package var aisles: String { "Browse" }
    package var allGoods: String { "All departments" }

    package func aisle(_ aisle: Aisle) -> String {
        switch aisle {
        case .kitchen: "Kitchen"
        case .tableware: "Tableware"
        case .living: "Living"
        case .bath: "Bath"
        case .bedding: "Bedding"
        case .apparel: "Clothes"
        case .accessories: "Accessories"
        case .bags: "Bags & wallets"
        case .umbrellas: "Umbrellas & rainwear"
        case .stationery: "Stationery"
        case .appliances: "Small appliances"
        case .gifts: "Gifts"
        }
    }

    package func found(_ count: Int) -> String { count == 1 ? "1 product" : "\(count) products" }
    package var nothingFound: String { "Nothing matches. Please try other words." }
    package func variants(_ count: Int) -> String { "\(count) kinds" }
    package func from(_ price: String) -> String { "from \(price)" }
    package var taxIncluded: String { "tax included" }
    package var otherVariants: String { "Colour and size" }
    package var janCode: String { "JAN code" }

    package var nearWhich: String { "Store near you" }
    package var nearAny: String { "Any" }
    package var show: String { "Show the nearest first" }

    package func stock(_ level: ShelfLevel) -> String {
        switch level {
        case .plenty: "In stock"
        case .few(let units): "\(units) left"
        case .none: "Out of stock"
        }
    }

    package func kilometres(_ text: String) -> String { "about \(text) km" }
    package var warehouseNote: String { "What a store does not have, it can order from our warehouse: just ask." }
    package var moreStores: String { "More stores" }

    package var reserveTitle: String { "Reserve it" }
    package var reserveLead: String { "The store sets it aside, and a page of your own tells you when it is ready." }
    package var store: String { "Store" }
    package var chooseStore: String { "Choose a store" }
    package var name: String { "Your name" }
    package var nameHint: String { "for example Hanako Takahashi" }
    package var phoneField: String { "Phone number" }
    package var phoneHint: String { "for example 090-1234-5678" }
    package var mailField: String { "Mail address" }
    package var oneContact: String { "One of phone number and mail address is enough." }
    package var quantityField: String { "Quantity" }
    package var callMe: String { "Please call me to confirm" }
    package var callMeHint: String { "Ask us anything about the item or about collecting it." }
    package var note: String { "Anything we should know" }
    package var optional: String { "optional" }
    package var required: String { "required" }
    package var reserve: String { "Reserve" }
    package var soldOutEverywhere: String { "We are sorry: no store has it at the moment." }
    package var pleaseCorrect: String { "Please check what you entered" }

    package func fault(_ fault: ReserveFault) -> String {
        switch fault {
        case .storeMissing: "Please choose a store."
        case .nameMissing: "Please enter your name."
        case .nameUnreadable: "The name is too long or has characters that we cannot use."
        case .contactMissing: "Please enter a phone number or a mail address."
        case .phoneUnreadable: "Please check the phone number (for example 090-1234-5678)."
        case .mailUnreadable: "Please check the mail address."
        case .quantityOff: "Please enter a quantity from 1 to 20."
        case .noteTooLong: "Please keep it within 2,000 characters."
        case .phoneForCall: "Please enter a phone number so that we can call you."
        }
    }

    package func soldOut(available: Int, store: String) -> String {
        available > 0
            ? "\(store) has \(available) left. Please take fewer, or choose another store."
            : "We are sorry: \(store) has just run out. Please choose another store."
    }
}
