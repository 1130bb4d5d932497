/** Whether there is a storm; what follows from it, the tests beside it make up. */
export const isStormy = (wind: number): boolean => wind > 8
