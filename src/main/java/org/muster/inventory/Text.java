package org.muster.inventory;

/** Text from guests and hypervisors, made fit to be stored and shown: no control characters, no more than fits. */
public final class Text {

    private Text() {}

    /** One line of at most {@code max} characters. */
    public static String line(String text, int max) {
        return cut(clean(text, false).strip(), max);
    }

    /** Several lines of at most {@code max} characters in all. */
    public static String lines(String text, int max) {
        return cut(clean(text, true).strip(), max);
    }

    private static String clean(String text, boolean keepBreaks) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean bad = Character.isISOControl(c) && !(keepBreaks && c == '\n') || isLoneSurrogate(text, i);
            if (bad && clean == null) {
                clean = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (clean != null) {
                clean.append(bad ? ' ' : c);
            }
        }
        return clean == null ? text : clean.toString();
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end).strip();
    }
}
