package dev.bluegreen.spi;

/** Makes a platform from the environment, for calls that name none; found by {@link java.util.ServiceLoader}. */
public interface PlatformProvider {

    /** Name for messages, such as {@code fabric8}. */
    String name();

    /**
     * Opens a platform by the environment, such as kubeconfig or the in-cluster service account. Closing it closes everything
     * that was opened.
     */
    Platform open();
}
