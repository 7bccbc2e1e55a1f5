package dev.bluegreen.internal.answer;

/**
 * A text that can be looked at so many times, and by a thread that is not interrupted: what a regular expression runs away on
 * ends it, and the same text always does. To be used by one thread.
 */
final class CountedText implements CharSequence {

    private final CharSequence text;
    private long left;

    CountedText(CharSequence text, long most) {
        this.text = text;
        this.left = most;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0 || Thread.currentThread().isInterrupted()) {
            throw new Exceeded();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** It was looked at too often. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1;

        Exceeded() {
            super("looked at too often", null, false, false);
        }
    }
}
