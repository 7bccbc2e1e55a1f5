package dev.bluegreen.file.spi;

import dev.bluegreen.cutover.CutoverStrategy;
import java.util.List;

/** Types of routers that a release file can name; found by {@link java.util.ServiceLoader}. */
public interface RouterTypes {

    /**
     * The keys of each type. The first one distinguishes it from the others, such as {@code selectorPatch}, and should have its
     * maker's name in front if it is not ours.
     */
    List<Keys<? extends CutoverStrategy>> routers();
}
