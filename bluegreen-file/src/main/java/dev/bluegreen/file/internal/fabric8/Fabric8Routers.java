package dev.bluegreen.file.internal.fabric8;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.RouterTypes;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.time.Duration;
import java.util.List;

/** Routers that are objects of Kubernetes. */
public final class Fabric8Routers implements RouterTypes {

    private static final Key<String> SELECTOR_PATCH =
            Key.of("selectorPatch", ValueType.DNS_LABEL, "The Service whose selector is patched.");
    private static final Key<Duration> SETTLES_WITHIN =
            Key.of("settlesWithin", ValueType.DURATION, "The time after a write in which all traffic follows it.");
    private static final Key<Boolean> MAKE_BEFORE_BREAK = Key.of(
            "makeBeforeBreak",
            ValueType.FLAG,
            "Both tracks take traffic on the way; required behind a load balancer to pods.");

    @Override
    public List<Keys<? extends CutoverStrategy>> routers() {
        return List.of(Keys.of("The selector of a Service.", SELECTOR_PATCH)
                .allowing(SETTLES_WITHIN, MAKE_BEFORE_BREAK)
                .making(Fabric8Routers::selectorPatch));
    }

    private static SelectorPatch selectorPatch(Values values) {
        Fabric8Platform platform = values.platform(Fabric8Platform.class);
        return values.begin(platform.selectorPatch(values.get(SELECTOR_PATCH)), patch -> List.of())
                .set(SETTLES_WITHIN, SelectorPatch::settlesWithin)
                .when(MAKE_BEFORE_BREAK, SelectorPatch::makeBeforeBreak)
                .done();
    }
}
