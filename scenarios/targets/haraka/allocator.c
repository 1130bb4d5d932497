/* Stands in for jemalloc, of which Redis asks these besides what the C library has. jemalloc reads the clock while it
   sets itself up, and so waits for libfaketime, which waits for memory. */
unsigned long nallocx(unsigned long size, int flags) { return size; }
int mallctl(const char *name, void *old, unsigned long *old_size, void *new, unsigned long new_size) { return 2; }
void malloc_stats_print(void (*write)(void *, const char *), void *to, const char *options) {}
