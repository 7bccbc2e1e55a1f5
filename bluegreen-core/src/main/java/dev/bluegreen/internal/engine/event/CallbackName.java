package dev.bluegreen.internal.engine.event;

import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.CrashException;
import java.util.function.Supplier;

/** Name of a callback in messages: its own, else its position among those of its kind. */
public final class CallbackName {

    private static final int LONGEST = 80;

    private CallbackName() {}

    /**
     * {@code gate change freeze}, {@code gate 2 of 3}, or {@code gate} when it is the only one.
     *
     * @param name its own name; blank for none
     * @param place from 0
     */
    public static String of(String kind, Supplier<String> name, int place, int all) {
        String own = said(name);
        if (!own.isBlank()) {
            return kind + " " + Wording.line(own.substring(0, Math.min(LONGEST, own.length())));
        }
        return all == 1 ? kind : kind + " " + (place + 1) + " of " + all;
    }

    private static String said(Supplier<String> name) {
        try {
            return String.valueOf(name.get());
        } catch (CrashException e) {
            throw e;
        } catch (Throwable e) {
            return "";
        }
    }
}
