package io.turnpike.gateway;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PoolChunkListMetric;
import io.netty.buffer.PoolChunkMetric;
import io.netty.buffer.PooledByteBufAllocator;

/// Memory for buffers, as the gateways of this JVM take it from the pool.
final class DirectMemory {
    private DirectMemory() {}

    /// Bytes in use.
    static long held() {
        long held = 0;
        for (PoolArenaMetric arena : PooledByteBufAllocator.DEFAULT.metric().directArenas()) {
            for (PoolChunkListMetric chunks : arena.chunkLists()) {
                for (PoolChunkMetric chunk : chunks) {
                    held += chunk.chunkSize() - chunk.freeBytes();
                }
            }
        }
        return held;
    }
}
