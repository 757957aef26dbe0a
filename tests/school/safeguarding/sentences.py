"""Two hundred invented sentences: half of them should bring the offer, half should not. None is anybody's own."""

HARM = """
My dad hits me when he is cross
Mum kept slapping him in the car park
He got hit by his brother again and hid in the toilets
I was beaten at home for losing my coat
Uncle Ray punched my mum last night
She had a bruise the shape of a hand on her arm
There were cigarette burns on the back of his hand
He showed me the marks on his back and pulled his shirt down
They lock me in my room all day
I got locked out of the house until it was dark
She had a black eye and said she fell
My stepdad chokes me for a joke but it hurts
Grandad burned me with the iron
He has cuts all over his arms
Her brother beats her up when mum is at work
I am scared to go home
I am scared of my dad
She is frightened to be at home at the weekend
He said he doesn't want to go home today
I don't want to be alone with him
I don't feel safe at home
We are never safe when he has been drinking
She told me she feels unsafe with her cousin
I am going to run away
He says he will kill my mum if she leaves
They threatened me after school with a bat
She says she'll hurt my dog if I tell
I was hiding from dad under the stairs
She is terrified when the phone rings
I didn't dare go home so I walked round the park
I want to die
I wish I was dead
Sometimes I think about killing myself
I hurt myself when it gets too loud
She has been cutting herself again
He talked about taking his own life
She wrote that there is no point in living
Everyone would be better off without me
Nobody would miss me
I made myself sick after lunch
She has stopped eating since half-term
He said he would rather be dead than in maths
I looked up how to overdose
My friend told me she self-harms in the bath
I wish I was never born
I want to disappear forever
He touched me where I did not like it
She says he touches her leg under the table
He touched my private parts
The man asked me for naked pictures
Somebody has sent round nudes of a girl in Year 9
He said it is our secret
It is a secret between me and Uncle Lee
She said I must not tell anybody what happened
He made me promise and said we can't tell
The coach kissed me in the van
My tutor texts me at night
A man gives me presents when I walk his dog
I am meeting someone I know from a game on Saturday
We are meeting a boy she met online
I think she has been groomed by somebody older
He used a sexual word about a Year 2 child
She said her cousin raped a girl
He was groping girls on the stairs
I have seen him being abusive to his mother
My boyfriend makes me send him pictures of me
There is no food at home
We have had no heating at home since Christmas
I have not eaten since yesterday
He hasn't had breakfast today or any day this week
I am always hungry at the weekend
She is so hungry on Mondays that she takes food from the bin
Mum leaves me home alone at night
I stay by myself all weekend with the baby
They left us on our own for days
He sleeps in the car with his dad
I sleep on the floor because my brother has the bed
We have nowhere to live after Friday
My mum is drunk when I get in
Dad came home drunk and broke the door
She says her mum is on drugs
He smelled of urine three days in a row
She has worn the same clothes all week and is unwashed
My mum passed out and I called my nan
He has a knife in his bag
My cousin got me a blade for walking home
They make me carry packages for them
I think it is county lines, he has two phones
They are making her get married in the summer
She is flying out to be married and is fifteen
I think they want to do fgm on her
Please don't tell my mum
Don't tell anyone but I am going to hospital because of him
I need help with my dad
She disclosed something about home in the art room
I have a safeguarding worry about this family
The supply teacher grabbed a child by the arm
He was alone with a girl in the store room with the door shut
She screamed at a child until he cried
They fight every night and I hold my sister
"""

PEACE = """
I hit a six in cricket and everyone cheered
He hit the target on his third throw
She kicked the ball over the fence and went to ask for it back
We beat the other house at chess
I got stuck and tried a different way
The sum hurt my brain but I did it
He burned with curiosity about volcanoes
I was scared of the big slide and then I went down it
She was nervous before the play and still spoke up
I did not want to give up on my model
My dad helps me with my reading
Mum came to see my picture
I cut the card carefully along the line
She cut her paper into quarters to show fractions
We made a bed for the seeds
I am hungry to learn more about space
He was hungry for more questions about Romans
She asked for a harder problem
I want to be a vet
I wish I was taller
I wish we had more time for art
She stayed with the puzzle by herself until it was done
He worked alone for ten minutes and then found a partner
They left the group and came back with a better plan
I kept the secret ingredient of the potion in my story
Her poem was about a secret garden
The dog in my story runs away and is found
In our play the wolf wants to eat the girl
We talked about how bullies in the book felt
He touched the ice and said what he noticed
She touched on an idea that the class picked up
I felt the clay and made it thinner
My hand shook but I read the whole page
I was tired and kept going
He took a photo of the bean every day
We made a video of our dance
She met a new friend at the library
He met the deadline with a day to spare
I am safe at the crossing because I look both ways
We learned how to stay safe online
It is a safe bet that the answer is even
We threw the dice forty times
My drawing smells of lemon because we used peel
He fell over in the race and got up again
I died in the game and started again with a new plan
The plant died and we asked why
The battery was dead so we tried another
We looked at how castles were attacked
She argued her point and listened to his
They disagreed about the answer and checked it together
I shouted the answer and then said sorry
He made himself look again at the third line
She taught herself the tune
I found it hard to share and then I did
He broke the problem into three parts
I broke my record for spelling
She forced the lid with a spoon and laughed
We had no idea and guessed first
There was no point at the end of my sentence
I had no pencil so I asked
He carried the heavy box with care
She brought her grandad's medals to show
We wrote about the Great Fire
Our enquiry: do quiet readers ask more when we wait three seconds?
I will try waiting before I take an answer
I will do less talking at the start
Three of the seven spoke first this week
The visitor saw many learners question each other
Few learners looked at the displays for help
I wonder what would happen if groups chose their own roles
Learners copied one another at first and then changed it
He compared two methods and chose the shorter one
She explained her mistake to the class
I noticed that he waits for others to finish
He noticed a pattern in the nines
She noticed her own error before anyone else did
He asked whether zero is even
I asked my table before I asked the teacher
My goal is to keep going when it gets hard
I will look back on Friday
When I get stuck I will draw it
I am proud of my map
I am proud that I spoke in assembly
My evidence is the bridge that held ten books
We promised an hour of cover for every visit
The cover fell through and we moved the session
Adopt it: it earned its place
We dropped it because it took too long
Attendance was good and two sent apologies
The plan worked in one class and not in the other
Nothing changed, which surprised us
We expected four and found seven
I learned from my partner how to check by adding
She took the feedback and tried again
He gave up his turn so that she could have one
They took turns without being told
I listened and then changed my mind
My brother and I built a den
My sister taught me to knit
Nan and I baked bread and measured everything twice
"""

WORRYING = HARM.strip().splitlines()
HARMLESS = PEACE.strip().splitlines()
