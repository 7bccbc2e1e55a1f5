package dev.bluegreen.file.spi;

/** A value is not there: its problem is noted, or it can only be made on a platform. Never leaves the package. */
final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unavailable() {
        super("not there", null, false, false);
    }
}
