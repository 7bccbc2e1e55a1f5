package dev.bluegreen.file.internal.aws;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.RouterTypes;
import java.util.List;

/** Routers that AWS is asked to move directly. */
public final class AwsRouters implements RouterTypes {

    @Override
    public List<Keys<? extends CutoverStrategy>> routers() {
        return List.of(Route53Keys.KEYS, TargetGroupKeys.RULE_KEYS, TargetGroupKeys.LISTENER_KEYS);
    }
}
