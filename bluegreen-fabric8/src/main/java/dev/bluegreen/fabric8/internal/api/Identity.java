package dev.bluegreen.fabric8.internal.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;

/** Identity of this process, and ids of operations. */
public final class Identity {

    /** No vowels, to form no words; no characters that are easily confused. */
    private static final String ALPHABET = "bcdfghjkmnpqrstvwxz23456789";

    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Identity() {}

    /** {@code user@host}; in a pod the host is the pod's name. */
    public static String ofProcess() {
        return System.getProperty("user.name", "unknown") + "@" + host();
    }

    /** 12 characters, about 57 random bits. */
    public static String newOperationId() {
        return RANDOM.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }

    private static String host() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(Identity::localHost);
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException error) {
            return "unknown";
        }
    }
}
