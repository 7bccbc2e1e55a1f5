package dev.bluegreen.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.Track;

/** An operation that has not ended. Immutable. Made by the library, which may add methods: only test doubles implement it. */
public interface Unfinished {

    /** The unique id of the operation. */
    String id();

    /** The kind of the operation. */
    Operation operation();

    /** The track that had traffic. */
    Track from();

    /** The track it is for: that was to get the traffic, or that is staged, retired or kept. */
    Track to();

    /** The phase last recorded. */
    Phase phase();

    /** True if a traffic write was announced: it may have been made. */
    boolean trafficIntent();
}
