// SPDX-License-Identifier: Apache-2.0
import Kit

/// Says how a file is to be imported.
package struct ImportOptions: Sendable {
    /// Changes nothing and tells what would be done.
    package var isDryRun: Bool
    /// Takes every row of every file, in one transaction, or none.
    package var isAllOrNothing: Bool
    /// Where the quantities of a Shopify product export lie; without it they are left out.
    package var location: LocationID?
    /// Yen for one unit of the prices of a Shopify product export; 1 when they are in yen.
    package var yenPerUnit: Int
    /// Refuses prices of a Shopify product export that are no whole yen; otherwise they are rounded, and that is told.
    package var refusesFractions: Bool
    /// Of which moment figures of stock tell. Without it: of when the file first came (`ImportSource.begun`), or of now.
    package var asOf: FigureMoment?
    /// Who imports; the ledger keeps it.
    package var author: Author

    package init(
        isDryRun: Bool = false, isAllOrNothing: Bool = false, location: LocationID? = nil, yenPerUnit: Int = 1,
        refusesFractions: Bool = false, asOf: FigureMoment? = nil, author: Author = .duty("import")
    ) {
        self.isDryRun = isDryRun
        self.isAllOrNothing = isAllOrNothing
        self.location = location
        self.yenPerUnit = max(1, yenPerUnit)
        self.refusesFractions = refusesFractions
        self.asOf = asOf
        self.author = author
    }
}

/// Tells how far an import has come.
package struct ImportProgress: Sendable {
    package let file: String
    /// Rows read, those with faults among them.
    package let rows: Int
    package let bytes: Int
    package let totalBytes: Int
    /// True in the first pass of an import that takes all or nothing: so far rows are only checked.
    package let isChecking: Bool
}
