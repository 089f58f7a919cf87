// SPDX-License-Identifier: Apache-2.0

/// Says what stands on the page that shows every piece.
package protocol GuideWording: Sendable {
    var guideTitle: String { get }
    var guideLead: String { get }
    var guideColours: String { get }
    var guideType: String { get }
    var guideSample: String { get }
    var guideBadges: String { get }
    var guideLate: String { get }
    var guideButtons: String { get }
    var guideButton: String { get }
    var guideNotices: String { get }
    var guideGood: String { get }
    var guideBad: String { get }
    var guideDialog: String { get }
    var guideDialogText: String { get }
    var guideDialogOpen: String { get }
    var guideToast: String { get }
    var guideToastText: String { get }
    var guideToastOpen: String { get }
    var guideItem: String { get }
    var guideForm: String { get }
    var guideField: String { get }
    var guideFault: String { get }
    var guideTable: String { get }
    var guideEmpty: String { get }
    var guideEmptyTitle: String { get }
    var guideEmptyText: String { get }
}
