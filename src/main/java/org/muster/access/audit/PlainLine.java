package org.muster.access.audit;

/** Makes one harmless line of a text: what could break a line, colour a terminal or turn its direction becomes {@code ?}. */
final class PlainLine {

    private PlainLine() {}

    /** The text in at most that many UTF-16 units; a longer one ends in an ellipsis. */
    static String of(String text, int length) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), length));
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            if (line.length() + Character.charCount(point) > length) {
                line.setLength(Math.min(line.length(), length - 1));
                if (!line.isEmpty() && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
                    line.setLength(line.length() - 1);
                }
                return line.append('\u2026').toString();
            }
            line.appendCodePoint(isPlain(point) ? point : '?');
            end += Character.charCount(point);
        }
        return line.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
