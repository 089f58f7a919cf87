// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit

/// The goods of a reservation, with pictures, prices and their sum.
extension StatusView {
    var items: HTML {
        """
        <section class="card" aria-labelledby="items" data-part="items">
        <h2 id="items">\(words.itemsTitle)</h2>
        <ul class="items">
        \(status.items.map(row))</ul>
        <p class="sum"><span>\(words.total)\(payment)</span>\
        <strong>\(words.yen(status.total))</strong></p>
        </section>
        """
    }

    /// How it is paid; of no interest once nothing will be handed over.
    private var payment: HTML? {
        status.status.mood == .ended ? nil : "<br><small>\(words.payment(status.kind))</small>"
    }

    private func row(_ item: PickupStatus.Item) -> HTML {
        let remarks = [
            item.quantity == 0 ? words.leftOut : nil,
            item.undecided > 0 ? words.undecided(item.undecided) : nil,
            item.collected > 0 && item.collected < item.quantity ? words.handedOver(item.collected) : nil,
        ].compactMap { $0 }
        return """
            <li class="item\(item.quantity == 0 ? " item--out" : "")">\(Picture(url: item.imageURL).html)
            <div class="item-text"><p class="item-name">\(typed: visitor.pick(ja: item.name, en: item.nameEN))</p>
            <p class="item-count">\(words.yen(item.unitPrice)) × \(words.quantity(item.quantity))</p>
            \(remarks.map { "<p class=\"remark\">\($0)</p>" as HTML })\(ItemDetails(attributes: item.attributes).html)</div>
            <p class="item-price">\(words.yen(item.unitPrice * item.quantity))</p></li>

            """
    }
}

/// Shows the picture of a SKU, or a quiet square where there is none. Pictures of other hosts are not loaded: the page
/// asks nobody but its own origin.
struct Picture {
    let url: String
    var isLarge = false
    /// What is to be seen; empty where the text beside it says it.
    var alt = ""

    var isOwn: Bool { url.hasPrefix("/") && !url.hasPrefix("//") && !url.hasPrefix("/\\") }

    var html: HTML {
        let size = isLarge ? 320 : 72
        guard isOwn else { return "<span class=\"picture\" aria-hidden=\"true\">\(Icons.parcel)</span>" }
        return "<img class=\"picture\" src=\"\(url)\" alt=\"\(alt)\" width=\"\(size)\" height=\"\(size)\">"
    }
}
