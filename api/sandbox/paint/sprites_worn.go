package paint

// spritesWorn sit on heads: x from -500 to 500 is the width of the head, y=0
// its crown.
const spritesWorn = `
hat: home=table at=table size=300 1=3a2f38/8a5a33/2f4a8a 2=d8303a 3=ffd24a
1@ e 0 60 560 90 0
1| m -340 60 l -320 600 q 0 660 320 600 l 340 60 q 0 0 -340 60 z
2. m -338 90 q 0 30 338 90 l 334 200 q 0 140 -334 200 z

cowboy_hat: home=table at=table size=300 1=a8743c/5a3a28 2=5a3420 3=ffd24a
1@ m -640 200 q -420 0 0 0 q 420 0 640 200 q 400 90 300 100 l -300 100 q -400 90 -640 200 z
1@ m -330 80 q -320 480 -150 520 q 0 420 150 520 q 320 480 330 80 q 0 0 -330 80 z
2. m -332 90 q 0 20 332 90 l 326 170 q 0 100 -326 170 z

cap: home=table at=table size=280 1=d8303a/2f62d8/3f9e3f 2=ffffff 3=ffd24a
1@ m -420 20 q -420 420 0 430 q 420 420 420 20 q 0 -60 -420 20 z
d@ m -60 60 q 380 0 640 -20 q 620 80 420 110 q 140 140 -60 60 z
2@ o 0 430 40 30

party_hat: home=table at=table size=280 1=e8649c/2f8fd8/f5c518 2=ffd24a 3=ffffff
1| p -300 0 0 760 300 0
2. p -236 160 236 160 172 320 -172 320
3@ o 0 780 90 90

glasses: home=table at=table size=260 1=26242c/d8303a/2f62d8 2=3a4a6a 3=ffffff
1- s 50 m -430 0 q -430 170 -230 170 q -40 170 -40 0 q -40 -170 -230 -170 q -430 -170 -430 0
1- s 50 m 430 0 q 430 170 230 170 q 40 170 40 0 q 40 -170 230 -170 q 430 -170 430 0
1- s 40 m -50 40 q 0 80 50 40

sunglasses: home=table at=table size=260 1=1e1c24 2=3a4a6a 3=ffffff
1@ m -470 120 l 470 120 l 440 -60 q 400 -180 240 -180 q 80 -170 50 20 l -50 20 q -80 -170 -240 -180 q -400 -180 -440 -60 z
w. p -360 80 -280 80 -350 -60 -400 -20
w. p 140 80 220 80 150 -60 100 -20

bow_tie: home=table at=table size=240 1=d8303a/2f62d8/26242c 2=8a1a20 3=ffffff
1@ p 0 0 -420 230 -420 -230
1@ p 0 0 420 230 420 -230
d@ o 0 0 90 90

scarf: home=room size=280 1=d8303a/f5c518/3f9e3f 2=8a1a20 3=ffffff
1@ r -430 -130 860 200 100
1| r 120 -560 200 500 40
2. r 120 -470 200 50 0
2. r 120 -360 200 50 0
`
