/** Services as routers and as load balancers. */
@NullMarked
package dev.bluegreen.fabric8.internal.service;

import org.jspecify.annotations.NullMarked;
