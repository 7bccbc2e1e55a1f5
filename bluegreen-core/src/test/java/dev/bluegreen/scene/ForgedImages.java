package dev.bluegreen.scene;

import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Workloads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;

/** A platform on which every workload runs an image of this name, whatever it was deployed with. */
public final class ForgedImages {

    private final String image;

    private ForgedImages(String image) {
        this.image = image;
    }

    public static Platform on(Platform platform, String image) {
        ForgedImages forged = new ForgedImages(image);
        return instead(
                Platform.class,
                platform,
                answer -> answer instanceof Workloads workloads
                        ? instead(Workloads.class, workloads, forged::seen)
                        : answer);
    }

    private Object seen(Object answer) {
        return answer instanceof World world
                ? new World(world.release(), forged(world.blue()), forged(world.green()), world.unseenSince())
                : answer;
    }

    private Workload forged(Workload real) {
        return Workload.builder(real.track(), real.name())
                .selector(real.selector())
                .images(List.of(image))
                .desired(real.desired())
                .rollout(real.rollout())
                .probesMissing(real.probesMissing())
                .ports(real.ports())
                .pods(real.pods())
                .version(real.version())
                .stalled(real.stalled())
                .findings(real.findings())
                .template(real.template())
                .counted(real.counted())
                .build();
    }

    private static <T> T instead(Class<T> type, T real, UnaryOperator<Object> answered) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    try {
                        return answered.apply(method.invoke(real, given));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
