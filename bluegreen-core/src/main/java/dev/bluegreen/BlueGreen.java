package dev.bluegreen;

/** The entry: {@code BlueGreen.release("myapp").switchTo(GREEN)}. */
public final class BlueGreen {

    private BlueGreen() {}

    /**
     * Begins the description of a release.
     *
     * @param name a DNS-1123 label; by default also the value of the label {@code app}
     */
    public static ReleaseBuilder release(String name) {
        return ReleaseBuilder.named(name);
    }
}
