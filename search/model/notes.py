"""The sentences in which a search says what it did, each an English template with %(name)s placeholders.

In: nothing. Out: templates of `indexer.model.notes.Note`. Never here: translation, which is the edge's.
"""

from indexer.model.notes import N_, NN_

UNBALANCED_QUOTE = N_("A quotation mark without its partner was closed at the end.")
UNBALANCED_GROUP = N_("A bracket without its partner was closed or left out.")
TOO_DEEP = N_("Brackets nested deeper than %(limit)s levels were left out.")
TOO_LONG = N_("The query was cut after %(limit)s characters.")
TOO_MANY_WORDS = N_("The query was cut after %(limit)s words.")
TOO_MANY_PREFIXES = N_("Only the first %(limit)s words with * were searched by their beginning, the others as words.")
TOO_FREQUENT = N_(
    "So many articles have some words of this long query that they were not searched: %(words)s. Leave out more words, "
    "or search fewer at a time."
)
CAPITALS = N_("AND, OR and NOT were read as words because the whole query is in capitals.")
EXCLUDED_BY_WORD = N_("“%(operator)s” leaves out articles with “%(operand)s”; put it in quotation marks to search it.")
UNKNOWN_FIELD = N_("There is no field “%(field)s”; it was searched as words.")
UNKNOWN_VALUE = N_("“%(value)s” is not a known value of “%(field)s”; it was searched as words.")
SHORT_PREFIX = N_("“%(prefix)s*” is too short for a search by beginning; it was searched as a word.")
STAR_AT_END = N_("“%(word)s” was searched as it is: only a * at the end of a word stands for more letters.")
CAPPED_PREFIX = N_("“%(prefix)s*” begins too many words; only the first of them were searched.")
ONLY_COMMON_WORDS = N_("The query has only very common words; they were searched exactly as written.")
NOTHING_TO_SEARCH = N_("The query has nothing that can be searched; the newest articles are shown.")
NONE_WITH_ALL_WORDS = N_("No article has all the words.")
NONE_WITH_MOST = N_("No article has most of the words.")
MOST_WORDS = N_("The articles that have most of what so long a query says are the result.")
SOME_WORDS = N_("Articles that have only some of the words are part of the result.")
WITHOUT_WORD = NN_("Without “%(word)s”: %(count)s article", "Without “%(word)s”: %(count)s articles")
WITHOUT_FILTER = NN_(
    "Without the filter “%(filter)s”: %(count)s article", "Without the filter “%(filter)s”: %(count)s articles"
)
WITHOUT_FILTERS = NN_(
    "Without all the filters together: %(count)s article", "Without all the filters together: %(count)s articles"
)
DATE = N_("Date")
NONE_WITH_FILTERS = N_("No article is left by all the filters.")
UNDATED_HIDDEN = NN_(
    "One more article has no date, so the range of days hides it.",
    "%(count)s more articles have no date, so the range of days hides them.",
)
OTHERS = N_("The closest others have only some of the words.")
OF_ANOTHER_QUERY = N_("The articles for “%(query)s”:")
NONE_WITH_THE_WORD = N_("No article has the word.")
ALIKE_FOLLOW = N_("These have a word with the same consonants, which may be another.")
TRANSLATED_FOLLOW = N_(
    "These have a less certain translation of the word, or a word with the same consonants, which may be another."
)
PHRASE_LOOSENED = N_("Articles without the exact phrase “%(phrase)s” follow those that have it.")
PHRASE_NOWHERE = N_("“%(phrase)s” stands nowhere exactly so; the closest articles with its words follow.")
PAGE_PAST_END = N_("There is no page %(wanted)s; this is the last page.")
BAD_PAGE = N_("“%(value)s” is not a page number; this is the first page.")
BAD_LIMIT = N_("“%(value)s” is not a number of results; the usual number was used.")
LIMIT_CAPPED = N_("At most %(limit)s results are shown at once; the next page has those that follow.")
BAD_MATCH = N_("“%(value)s” is not a way to match; articles with all the words are the result.")
BAD_MATCHING = N_("%(name)s is any or all; “%(value)s” was ignored.")
BAD_DATE = N_("“%(value)s” is not a date that can be understood; write 2021, 2021-03 or 2021-03-31.")
BAD_WHEN = N_("“%(value)s” is not a time that is understood; write March to May 2018, since 2019 or last month.")
DATES_SWAPPED = N_("The first day of the range was after the last; they were exchanged.")
BAD_SORT = N_("“%(value)s” is not an order; the usual order was used.")
TOO_MANY_VALUES = N_("Values of the filter “%(filter)s” that were left out, since there are too many: %(count)s.")
UNKNOWN_FILTER = N_("“%(value)s” is not a known value of the filter “%(filter)s”; no article has it.")
UNKNOWN_EXCLUSION = N_("“%(value)s” is not a known value of the filter “%(filter)s”; it leaves out nothing.")
UNUSED_FILTER = N_("No article has “%(value)s” in the filter “%(filter)s”.")
NO_CONCEPT = N_("not_expand was ignored for what is not a concept: %(values)s.")
NOT_EXPANDED = N_(
    "Translations and other names of the words were not searched: their list cannot be read at the moment."
)
PARTIAL = N_("A part of the index does not answer at the moment; articles are missing here.")
SHORTENED = N_("The query is too large for the index; it was shortened, and the articles are not in the best order.")
DID_YOU_MEAN = NN_("Did you mean “%(query)s”? (%(count)s article)", "Did you mean “%(query)s”? (%(count)s articles)")

#: Part of an article -> the sentence that says that a concept occurs there in other words.
OTHER_NOTES = {
    "title": N_("“%(found)s” in the title is a translation or another name of “%(word)s”."),
    "body": N_("“%(found)s” in the text is a translation or another name of “%(word)s”."),
}
ABOUT = N_("The article is about “%(word)s”, as its countries and agencies say.")
PUBLISHED_THEN = N_("The article was published then: “%(word)s”.")
HIJRI_YEAR = N_("“%(value)s” was read as a Hijri date: %(days)s.")
NOT_THERE = N_("“%(word)s” is not in it.")
#: Part of an article -> form -> the sentence that says that a word occurs there in that form.
FORM_NOTES = {
    "title": {
        "exact": N_("“%(word)s” stands in the title."),
        "stem": N_("“%(word)s” stands in the title as “%(found)s”."),
        "skeleton": N_(
            "“%(found)s” in the title has the consonants of “%(word)s”: its broken plural, or another word."
        ),
    },
    "body": {
        "exact": N_("“%(word)s” stands in the text."),
        "stem": N_("“%(word)s” stands in the text as “%(found)s”."),
        "skeleton": N_("“%(found)s” in the text has the consonants of “%(word)s”: its broken plural, or another word."),
    },
}
