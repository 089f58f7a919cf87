// SPDX-License-Identifier: Apache-2.0

extension English: GuideWording {
    package var guideTitle: String { "Style guide" }
    package var guideLead: String {
        "Every piece of the pages, in both languages, by day and by night. What is not here is not used."
    }
    package var guideColours: String { "Colours" }
    package var guideType: String { "Type" }
    package var guideSample: String { "Your items are waiting for you at the counter." }
    package var guideBadges: String { "Status" }
    package var guideLate: String { "Late" }
    package var guideButtons: String { "Buttons" }
    package var guideButton: String { "Collect" }
    package var guideNotices: String { "Notices" }
    package var guideGood: String { "It has been extended until Tuesday." }
    package var guideBad: String { "It could not be extended any further." }
    package var guideDialog: String { "Dialog" }
    package var guideDialogText: String {
        "Asks once more before what cannot be undone. Escape leaves everything as it is."
    }
    package var guideDialogOpen: String { "Open the dialog" }
    package var guideToast: String { "Toast" }
    package var guideToastText: String {
        "Says at the foot of the screen what was just done, and goes after a few seconds. Errors are never said here."
    }
    package var guideToastOpen: String { "Say it" }
    package var guideItem: String { "Iron frying pan (24 cm)" }
    package var guideForm: String { "Form" }
    package var guideField: String { "Your name" }
    package var guideFault: String { "Please tell us your name." }
    package var guideTable: String { "Table" }
    package var guideEmpty: String { "Nothing there" }
    package var guideEmptyTitle: String { "No reservations" }
    package var guideEmptyText: String { "New ones appear here by themselves." }
}
