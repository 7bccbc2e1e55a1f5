package dev.bluegreen.internal.answer;

/**
 * A text that can be read a limited number of times, and only by a thread that is not interrupted: this stops a regular
 * expression with runaway backtracking, deterministically. For use by one thread.
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

    /** The limit of reads was exceeded. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1;

        Exceeded() {
            super("read too often", null, false, false);
        }
    }
}
