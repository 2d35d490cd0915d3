package io.tenantry.kernel;

import com.ibm.icu.text.UnicodeSet;

/**
 * The code points that a reader can see, in any script, and white space. What has others in it can look like something else
 * (UTS #39, section 3.1). The properties are those of the Unicode version of ICU4J, never of the JDK, so that two instances of the
 * service always agree.
 */
public final class VisibleCharacters {

    /**
     * All but the categories C (control, format, surrogate, private use, unassigned), what is ignored when text is drawn,
     * and three symbols that are drawn as nothing (Braille blank, object replacement, null notehead); the few format
     * characters that are drawn around the digits after them, such as U+0600, are back in.
     *
     * <p>Default_Ignorable_Code_Point is wider than zero-width: it also has the variation selectors, tags, the soft
     * hyphen and the Hangul fillers. Unassigned code points are not in, because their normalization and case folding may
     * change with the next Unicode version, and with them what is stored already (UAX #15, section 3).
     */
    private static final UnicodeSet ALL = new UnicodeSet("[[^[:C:][:Default_Ignorable_Code_Point:][:Bidi_Control:]"
                    + "\\u2800\\uFFFC\\U0001D159][:Prepended_Concatenation_Mark:]]")
            .freeze();

    private VisibleCharacters() {}

    /** Whether it is one of them. */
    public static boolean contain(int codePoint) {
        return ALL.contains(codePoint);
    }
}
